package sandbox

import (
	"encoding/json"
	"strings"
	"testing"
)

// server runs a program and answers what it asks of the world: it may listen,
// and is handed the requests one by one. What it responded is returned.
func server(t *testing.T, source string, requests ...string) (out string) {
	t.Helper()
	p, err := NewPackage(map[string][]byte{"app.js": []byte(source)})
	if err != nil {
		t.Fatal(err)
	}
	v, err := New(p, Config{Main: "app.js", MemoryMB: 128})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	var b strings.Builder
	turn := v.Init(epoch)
	for {
		b.WriteString(output(turn))
		if turn.Exit != "" {
			return b.String() + string(turn.Exit)
		}
		var answers []Answer
		for _, w := range turn.Wants {
			switch {
			case w.Call == "http.accept" && len(requests) > 0:
				answers = append(answers, Answer{ID: w.ID, Output: []byte(requests[0]), Blobs: [][]byte{[]byte("sent")}})
				requests = requests[1:]
			case w.Call == "http.listen" && strings.Contains(string(w.Input), "81"):
				answers = append(answers, Answer{ID: w.ID, Err: &Failure{Type: "EADDRINUSE", Message: "address already in use"}})
			case w.Call == "http.respond":
				var r struct {
					ID, Status int
					Headers    map[string]string
				}
				if err := json.Unmarshal(w.Input, &r); err != nil {
					t.Fatal(err)
				}
				headers, _ := json.Marshal(r.Headers)
				b.WriteString("[" + string(w.Input[6:7]) + " " + strings.TrimSpace(string(w.Blobs[0])) + " " + string(headers) + "]")
				answers = append(answers, Answer{ID: w.ID})
			case w.Call != "http.accept":
				answers = append(answers, Answer{ID: w.ID})
			}
		}
		if len(answers) == 0 {
			return b.String()
		}
		turn = v.Resume(epoch, answers)
	}
}

func TestServer(t *testing.T) {
	const get = `{"id":1,"method":"GET","url":"/a?b=1","headers":{"host":"x"},"address":"198.51.100.7"}`
	const post = `{"id":2,"method":"POST","url":"/","headers":{},"address":"","body":{"$blob":0}}`
	for _, c := range []struct{ name, source, out string }{
		{"answers", `require("http").createServer((q, r) => r.end(q.method + q.url + q.socket.remoteAddress)).listen(80, () => console.log("up"))`,
			`INFO up[1 GET/a?b=1198.51.100.7 {"content-length":"21"}][2 POST/ {"content-length":"5"}]`},
		{"reads the body", `const s = require("node:http").createServer(async (q, r) => { let b = ""; for await (const c of q) b += c; r.writeHead(201, { "X-A": 1 }); r.end(b) }); s.listen(80)`,
			`[1  {"content-length":"0","x-a":"1"}][2 sent {"content-length":"4","x-a":"1"}]`},
		{"events of the body", `require("http").createServer((q, r) => { let b = ""; q.on("data", (d) => b += d).on("end", () => { r.write(b + "!"); r.end("?") }) }).listen({ port: 80 })`,
			`[1 !? {"content-length":"2"}][2 sent!? {"content-length":"6"}]`},
		{"overlaps", `let n = 0; require("http").createServer(async (q, r) => { const mine = ++n; await new Promise((f) => setTimeout(f, 10)); r.end(mine + " of " + n) }).listen(80)`,
			`[1 1 of 2 {"content-length":"6"}][2 2 of 2 {"content-length":"6"}]`},
		{"a port in use", `require("http").createServer().on("error", (e) => console.log(e.code, e.message)).listen(81)`,
			`INFO EADDRINUSE listen EADDRINUSE: address already in use :::81`},
		{"crashes", `require("http").createServer((q, r) => { throw new Error("boom") }).listen(80)`, `process`},
		{"headers too late", `require("http").createServer((q, r) => { r.end("x"); try { r.setHeader("a", 1) } catch (e) { console.log(e.code) } }).listen(80)`,
			`INFO ERR_HTTP_HEADERS_SENT[1 x {"content-length":"1"}]INFO ERR_HTTP_HEADERS_SENT[2 x {"content-length":"1"}]`},
	} {
		if out := server(t, c.source, get, post); !strings.HasSuffix(out, c.out) {
			t.Errorf("%s: %s, want %s", c.name, out, c.out)
		}
	}
}

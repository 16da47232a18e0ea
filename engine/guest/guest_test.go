package guest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sandbox"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// box is a machine for tests: a clock with wake-ups, ports, and a console.
type box struct {
	*System
	t       *testing.T
	now     sim.Time
	wakes   []wake
	seq     uint64
	ports   map[int]vpc.Listener
	lines   []string
	failed  []string
	off     string
	later   func(done func(*aws.HTTPResponse, *aws.Error)) // takes requests out, if not nil
	outside map[string]string                              // bodies by URL
	objects map[string][]byte                              // of S3
	random  *rand.Rand
}

type wake struct {
	at         sim.Time
	seq, token uint64
}

// newBox is a machine that has booted.
func newBox(t *testing.T, vcpus float64, memoryMiB, diskMiB int64) *box {
	b := &box{t: t, ports: map[int]vpc.Listener{}, outside: map[string]string{}, objects: map[string][]byte{}, random: rand.New(rand.NewPCG(1, 2))}
	d := NewDisk(diskMiB << 20)
	b.System = Boot(b, Hardware{Hostname: "ip-10-0-0-1", Architecture: "x86_64", Image: "Amazon Linux 2023", VCPUs: vcpus, Memory: memoryMiB << 20}, d)
	t.Cleanup(func() {
		if err := b.Check(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func (b *box) Now() sim.Time { return b.now }
func (b *box) Wake(at sim.Time, token uint64) uint64 {
	b.seq++
	b.wakes = append(b.wakes, wake{at, b.seq, token})
	return b.seq
}
func (b *box) Unwake(seq uint64) {
	for i, w := range b.wakes {
		if w.seq == seq {
			b.wakes = append(b.wakes[:i], b.wakes[i+1:]...)
			return
		}
	}
}
func (b *box) Console(line string) { b.lines = append(b.lines, line) }
func (b *box) Listen(port int, l vpc.Listener) {
	if delete(b.ports, port); l != nil {
		b.ports[port] = l
	}
}
func (b *box) Request(in *aws.HTTPRequest, done func(*aws.HTTPResponse, *aws.Error)) {
	if b.later != nil {
		b.later(done)
		return
	}
	body, ok := b.outside[in.URL]
	if !ok {
		done(nil, aws.Errorf(400, aws.CouldNotResolveHost, "Could not resolve host"))
		return
	}
	done(&aws.HTTPResponse{Status: 200, Body: []byte(body)}, nil)
}
func (b *box) Metadata(*aws.HTTPRequest) *aws.HTTPResponse { return nil }
func (b *box) Call(operation string, input []byte, blobs [][]byte, token uint64) {
	if strings.HasSuffix(operation, "PutObject") {
		b.objects[string(input)] = blobs[0]
		b.Answered(token, []byte("{}"), nil, nil)
		return
	}
	for _, data := range b.objects {
		b.Answered(token, []byte("{}"), [][]byte{data}, nil)
		return
	}
	b.Answered(token, nil, nil, aws.Errorf(404, "NoSuchKey", "The specified key does not exist."))
}
func (b *box) Power(restart bool) {
	b.off = map[bool]string{true: "reboot", false: "off"}[restart]
	b.Down(false)
}
func (b *box) Halted() { b.off = "halted" }
func (b *box) Failed(process, why string, status int) {
	b.failed = append(b.failed, fmt.Sprint(base(strings.Fields(process)[0]), " ", why, " ", status))
}
func (b *box) Random() *rand.Rand { return b.random }
func (b *box) Spend(int64)        {}
func (b *box) Program(p *sandbox.Package, c sandbox.Config) (Program, error) {
	return sandbox.New(p, c)
}

// wait lets time pass.
func (b *box) wait(d time.Duration) {
	for until := b.now.Add(d); ; {
		next := -1
		for i, w := range b.wakes {
			if w.at <= until && (next < 0 || w.at < b.wakes[next].at || w.at == b.wakes[next].at && w.seq < b.wakes[next].seq) {
				next = i
			}
		}
		if next < 0 {
			b.now = until
			return
		}
		w := b.wakes[next]
		b.wakes = append(b.wakes[:next], b.wakes[next+1:]...)
		b.now = w.at
		b.Woke(w.token)
	}
}

// run runs a script for at most an hour; it gives what it printed and its status.
func (b *box) run(script string) (string, int) {
	b.t.Helper()
	var out bytes.Buffer
	status := -1
	b.Shell("root").Run([]byte(script), nil, &out, &out, func(s int) { status = s })
	for n := 0; status < 0 && !b.down && n < 3600; n++ {
		b.wait(time.Second)
	}
	return out.String(), status
}

// get asks a port; the answer is its status and body, or the failure, and
// how long it took.
func (b *box) get(port int, url string) (answer string, took time.Duration) {
	begun := b.now
	var got *vpc.Answer
	l := b.ports[port]
	if l == nil {
		return "refused", 0
	}
	vpc.Local(l, vpc.End{Outside: netip.MustParseAddr("203.0.113.7")}, port, &aws.HTTPRequest{Method: "GET", URL: url}, func(a vpc.Answer) { got = &a })
	for n := 0; got == nil && n < 100_000; n++ {
		b.wait(time.Millisecond)
	}
	switch {
	case got == nil:
		return "nothing", 0
	case got.Response == nil:
		return []string{"", "dropped", "refused", "reset", "vanished"}[got.Failure], b.now.Sub(begun)
	}
	return fmt.Sprint(got.Response.Status, " ", strings.TrimSpace(string(got.Response.Body))), b.now.Sub(begun)
}

func TestCommands(t *testing.T) {
	for _, c := range []struct {
		script, out string
		status      int
	}{
		{"echo a b | tr a-z A-Z", "A B\n", 0},
		{"printf '%s=%d\\n' x 3", "x=3\n", 0},
		{"printf '%999999s' x", "printf: a field is up to 999 characters wide here\n", 1},
		{"seq 3 | tail -1; seq 5 | head -n 2", "3\n1\n2\n", 0},
		{"echo 'a:b:c' | cut -d: -f2", "b\n", 0},
		{"printf 'one\\ntwo\\n' > /tmp/f; grep -c o /tmp/f; grep -v two /tmp/f; wc -l < /tmp/f", "2\none\n2\n", 0},
		{"echo listen 80 > /tmp/c; sed -i 's/80/8080/' /tmp/c; cat /tmp/c", "listen 8080\n", 0},
		{"echo hi | tee /tmp/x; cat /tmp/x", "hi\nhi\n", 0},
		{"mkdir -p /srv/app && cd /srv/app && touch a b && ls", "a\nb\n", 0},
		{"mkdir /etc", "mkdir: cannot create directory '/etc': File exists\n", 1},
		{"rm /none", "rm: cannot remove '/none': No such file or directory\n", 1},
		{"cat /none", "cat: /none: No such file or directory\n", 1},
		{"echo x > /tmp/a; cp /tmp/a /tmp/b; mv /tmp/b /tmp/c; ls /tmp", "a\nc\n", 0},
		{"nproc; hostname; whoami; uname -m", "2\nip-10-0-0-1\nroot\nx86_64\n", 0},
		{"which nginx || echo none", "none\n", 0},
		{"frobnicate", "bash: frobnicate: command not found\n", 127},
		{"nginx", "bash: nginx: command not found\n", 127},
		{"node app.js", "bash: node: command not found\n", 127},
		{"dnf install -y emacs", "No match for argument: emacs\nError: Unable to find a match: emacs\n", 1},
		{"dnf install -y jq && which jq", "Installed:\n  jq-1.7.1-49.amzn2023.0.2\nComplete!\n/usr/bin/jq\n", 0},
		{"systemctl start nginx", "Failed to start nginx.service: Unit nginx.service not found.\n", 5},
		{"systemctl is-active app", "inactive\n", 3},
		{"curl localhost", "curl: (7) Failed to connect to localhost port 80 after 0 ms: Couldn't connect to server\n", 7},
		{"curl -s http://example.com/ -o /tmp/p && cat /tmp/p", "page", 0},
		{"curl http://nowhere.example/", "curl: (6) Could not resolve host\n", 6},
		{"fallocate -l 1G /big && df -h | tail -1", "/dev/xvda1      4.0G  2.6G  1.4G  64% /\n", 0},
		{"fallocate -l 9G /big", "fallocate: fallocate failed: No space left on device\n", 1},
		{"base64 <<< hello | base64 -d", "hello\n", 0},
		{"echo data > /tmp/o; aws s3 cp /tmp/o s3://b/k && aws s3 cp s3://b/k /tmp/again && cat /tmp/again", "upload: /tmp/o to s3://b/k\ndownload: s3://b/k to /tmp/again\ndata\n", 0},
		{"aws ec2 describe-instances", "skylab's instances run aws s3 cp FROM TO; other commands of the AWS CLI are for the console\n", 252},
		{"bash -c 'echo $0 $1' a b", "a b\n", 0},
		{"echo 'echo from $1' > /tmp/s.sh; bash /tmp/s.sh here; sudo sh /tmp/s.sh there", "from here\nfrom there\n", 0},
		{"date +%F", "2026-11-02\n", 0},
		{"fallocate -l 1G /big; rm /big; df -h | tail -1", "/dev/xvda1      4.0G  1.6G  2.4G  39% /\n", 0},
		{"fallocate -l 2G /big; mv /big /tmp/big; du /tmp; truncate -s 0 /tmp/big; du /tmp", "2.0G\t/tmp\n0\t/tmp\n", 0},
		{"mkdir -p /a/b; mv /a /a/b; ls /a", "mv: cannot move '/a' to a subdirectory of itself, '/a/b/a'\nb\n", 0},
		{"touch /etc /tmp/f; cp /tmp/f /tmp/f", "cp: '/tmp/f' and '/tmp/f' are the same file\n", 1},
		{"echo a > /tmp/a; cp /tmp/a /tmp/b; echo x >> /tmp/a; echo y >> /tmp/a; echo z >> /tmp/b; echo w | tee -a /tmp/a; cat /tmp/a /tmp/b", "w\na\nx\ny\nw\na\nz\n", 0},
		{"serve & sleep 1; curl -sI localhost | head -2", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n", 0},
		{"nohup serve > /tmp/log 2>&1 < /dev/null & sleep 1; curl -s localhost", "ok\n", 0},
		{"serve memory=10GB; echo $?", "137\n", 0},
		{"systemctl is-enabled app", "Failed to get unit file state for app.service: No such file or directory\n", 1},
		{"sleep 90 && date +%T", "09:01:30\n", 0},
		{"serve cpu=fast", "serve: cpu=fast: \"fast\" is no duration such as 250ms or 1.5s\n", 1},
		{"serve --port 0", "serve: --port wants a number from 1 to 65535\n", 1},
		{"python3 app.py", "skylab runs JavaScript (node) and python3 -m http.server, no other Python\n", 1},
	} {
		b := newBox(t, 2, 1024, 4096)
		b.outside["http://example.com/"] = "page"
		if out, status := b.run(c.script); out != c.out || status != c.status {
			t.Errorf("%s: %d %q, want %d %q", c.script, status, out, c.status, c.out)
		}
	}
}

func TestServers(t *testing.T) {
	for name, c := range map[string]struct {
		script    string
		port      int
		url, want string
		at        time.Duration
	}{
		"nginx":         {"dnf install -y nginx; systemctl enable --now nginx", 80, "/none", "404", 0},
		"nginx's port":  {"dnf install -y nginx; sed -i 's/listen 80/listen 8080/' /etc/nginx/nginx.conf; nginx", 8080, "/", "200 <!DOCTYPE html>", 0},
		"httpd":         {"dnf install -y httpd; echo mine > /var/www/html/index.html; systemctl start httpd", 80, "/", "200 mine", 0},
		"python":        {"mkdir -p /srv/x; cd /srv/x; echo file > f.txt; nohup python3 -m http.server 9000 &", 9000, "/f.txt", "200 file", time.Millisecond},
		"a model":       {"serve cpu=10ms wait=40ms body=yes &", 80, "/", "200 yes", 50 * time.Millisecond},
		"its health":    {"serve cpu=10ms health=/ping &", 80, "/ping", "200 ok", 0},
		"its errors":    {"serve errors=100% &", 80, "/", "500 Internal Server Error", 0},
		"two on a port": {"serve body=first & sleep 1; serve body=second & sleep 1", 80, "/", "200 first", 0},
		"a disk filled": {"serve & sleep 1; fallocate -l 2496M /big", 80, "/", "500 No space left on device", 0},
	} {
		b := newBox(t, 2, 1024, 4096)
		if out, _ := b.run(c.script + "\nsleep 1"); strings.Contains(out, "rror") {
			t.Errorf("%s: %s", name, out)
		}
		if got, took := b.get(c.port, "http://x"+c.url); !strings.HasPrefix(got, c.want) || took < c.at || took > c.at+2*time.Millisecond {
			t.Errorf("%s: %q after %s, want %q after %s", name, got, took, c.want, c.at)
		}
	}
}

// TestQueueing holds that requests wait for a worker and share the CPU.
func TestQueueing(t *testing.T) {
	for _, c := range []struct {
		model string
		want  [3]time.Duration // of three requests that come together, on 2 vCPUs
	}{
		{"workers=1 cpu=30ms", [3]time.Duration{30, 60, 90}},
		{"workers=2 cpu=30ms", [3]time.Duration{30, 30, 60}},
		{"workers=3 cpu=30ms", [3]time.Duration{45, 45, 45}},
		{"cpu=30ms", [3]time.Duration{45, 45, 45}},
		{"cpu=30ms wait=10ms", [3]time.Duration{55, 55, 55}},
	} {
		b := newBox(t, 2, 1024, 4096)
		b.run("serve " + c.model + " & sleep 1")
		var got []time.Duration
		begun := b.now
		for range 3 {
			vpc.Local(b.ports[80], vpc.End{}, 80, &aws.HTTPRequest{URL: "http://x/"}, func(vpc.Answer) { got = append(got, b.now.Sub(begun)/time.Millisecond) })
		}
		b.wait(time.Second)
		if [3]time.Duration(got) != c.want {
			t.Errorf("%s: answers after %v ms, want %v", c.model, got, c.want)
		}
	}
}

// TestBacklog holds that no more connections wait than there is room for.
func TestBacklog(t *testing.T) {
	b := newBox(t, 1, 1024, 4096)
	b.run("serve workers=1 backlog=2 cpu=1s & sleep 1")
	var failures []vpc.Failure
	for range 5 {
		vpc.Local(b.ports[80], vpc.End{}, 80, &aws.HTTPRequest{URL: "http://x/"}, func(a vpc.Answer) { failures = append(failures, a.Failure) })
	}
	if len(failures) != 2 || failures[0] != vpc.Refused {
		t.Errorf("%v", failures)
	}
	b.wait(time.Minute)
	if len(failures) != 5 {
		t.Errorf("%d requests have ended", len(failures))
	}
}

// TestOutOfMemory holds that the largest process is killed, and started again.
func TestOutOfMemory(t *testing.T) {
	b := newBox(t, 2, 512, 4096)
	b.run("printf '[Service]\\nExecStart=/usr/bin/serve cpu=1s request=100MB memory=50MB\\nRestart=always\\n' > /etc/systemd/system/app.service; systemctl start app; sleep 1")
	reset := 0
	for range 4 {
		vpc.Local(b.ports[80], vpc.End{}, 80, &aws.HTTPRequest{URL: "http://x/"}, func(a vpc.Answer) {
			if a.Failure == vpc.Reset {
				reset++
			}
		})
		if b.ports[80] == nil {
			break
		}
	}
	if len(b.failed) != 1 || b.failed[0] != "serve OOM 137" || reset != 4 {
		t.Fatalf("%v, %d reset", b.failed, reset)
	}
	if !strings.Contains(strings.Join(b.lines, "\n"), "Out of memory: Killed process") {
		t.Errorf("the console says %q", b.lines)
	}
	b.wait(time.Second)
	if got, _ := b.get(80, "http://x/"); !strings.HasPrefix(got, "200") {
		t.Errorf("after its restart: %s", got)
	}
}

// TestUnitFileSpoiled holds that a service whose file has lost its command is
// started again as it was.
func TestUnitFileSpoiled(t *testing.T) {
	b := newBox(t, 2, 512, 4096)
	out, _ := b.run(`printf '[Service]\nExecStart=/usr/bin/serve\nRestart=always\n' > /etc/systemd/system/app.service
systemctl start app; sleep 1; echo > /etc/systemd/system/app.service
systemctl status app; pkill serve; sleep 1; curl -s localhost`)
	if out != "Unit app.service has a bad unit file setting.\nok\n" {
		t.Errorf("%q", out)
	}
}

// TestUnitOfCommands holds that a service may be a script, that its words may be
// quoted, and that it stays stopped with all that it has begun.
func TestUnitOfCommands(t *testing.T) {
	b := newBox(t, 2, 512, 4096)
	out, _ := b.run(`cat > /etc/systemd/system/app.service <<'EOF'
[Service]
Environment="BODY=two words" 'OTHER=x'
ExecStart=/bin/bash -c "serve --port 81 & while true; do \
  serve body=$OTHER; done"
Restart=always
EOF
systemctl start app; sleep 1; curl -s localhost; pkill -f body=; sleep 1; curl -s localhost; systemctl is-active app
systemctl stop app; sleep 60; systemctl is-active app; ps; curl -s localhost || curl -s localhost:81 || echo none`)
	if want := "x\nx\nactive\ninactive\n    PID      RSS COMMAND\nnone\n"; out != want {
		t.Errorf("%q, want %q", out, want)
	}
	out, _ = b.run(`printf '[Service]\nExecStart=/bin/sleep 5\nRestart=always\n' > /etc/systemd/system/nap.service
systemctl start nap; systemctl stop nap; sleep 60; systemctl is-active nap`)
	if out != "inactive\n" {
		t.Errorf("a service that was stopped is %q", out)
	}
}

// TestLogOfABackgroundProgram holds that what a program prints after its script
// has gone on is in the file.
func TestLogOfABackgroundProgram(t *testing.T) {
	b := newBox(t, 2, 512, 4096)
	out, _ := b.run(`dnf install -y nodejs > /dev/null
echo 'setInterval(() => console.log("tick"), 1000)' > /srv/app.js
node /srv/app.js > /var/log/app.log 2>&1 &
sleep 3; cat /var/log/app.log`)
	if out != "tick\ntick\n" {
		t.Errorf("%q", out)
	}
}

// TestLogsOfClones holds that the log of a disk does not change with that of its
// clone.
func TestLogsOfClones(t *testing.T) {
	d := NewDisk(4 << 30)
	add := func(d *Disk, text string) {
		if err := d.append("/log", []byte(text), 0); err != nil {
			t.Fatal(err)
		}
	}
	for range 9 {
		add(d, "a")
	}
	c := d.Clone(0)
	add(d, "d")
	add(c, "c")
	add(d, "d")
	one, _ := d.read("/log")
	other, _ := c.read("/log")
	if string(one) != "aaaaaaaaadd" || string(other) != "aaaaaaaaac" || d.Check() != nil || c.Check() != nil {
		t.Errorf("%s and %s; %v, %v", one, other, d.Check(), c.Check())
	}
}

// TestHibernation holds that nothing goes on in a system that hibernates, and
// all of it when it resumes, in the order in which it came.
func TestHibernation(t *testing.T) {
	b := newBox(t, 2, 512, 4096)
	var answer func()
	b.later = func(done func(*aws.HTTPResponse, *aws.Error)) {
		answer = func() { done(&aws.HTTPResponse{Status: 200, Body: []byte("late\n")}, nil) }
	}
	var out bytes.Buffer
	b.Shell("root").Run([]byte("curl -s http://slow/ & sleep 5; echo woke"), nil, &out, &out, func(int) {})
	awake := fmt.Sprint(b.State())
	b.Hibernate()
	answer()
	if b.wait(time.Hour); out.Len() > 0 || fmt.Sprint(b.State()) == awake {
		t.Errorf("while it hibernates: %q", out.String())
	}
	b.Resume()
	if b.SetCapacity(2); out.String() != "late\nwoke\n" {
		t.Errorf("after that: %q", out.String())
	}
}

// TestRestartLimit holds that systemd gives up a service that keeps failing.
func TestRestartLimit(t *testing.T) {
	b := newBox(t, 2, 512, 4096)
	out, _ := b.run(`dnf install -y nodejs > /dev/null
echo 'throw new Error("boom")' > /srv/app.js
printf '[Service]\nExecStart=/usr/bin/node /srv/app.js\nRestart=on-failure\n' > /etc/systemd/system/app.service
systemctl start app; sleep 30; systemctl is-active app; journalctl -u app | grep -c boom; journalctl -u app | grep repeated | cut -d: -f4`)
	if out != "failed\n5\n Start request repeated too quickly.\n" {
		t.Errorf("%q; %v", out, b.failed)
	}
}

// TestNode holds that a program of the learner's serves, one turn at a time, and
// loses what it had when it crashes.
func TestNode(t *testing.T) {
	b := newBox(t, 2, 512, 4096)
	b.outside["http://db/"] = "row"
	b.run(`dnf install -y nodejs
mkdir -p /srv/app/lib
echo 'exports.greet = (n) => "hello " + n;' > /srv/app/lib/greet.js
cat > /srv/app/app.js <<'EOF'
const { greet } = require("./lib/greet.js");
let n = 0;
require("http").createServer(async (q, r) => {
  if (q.url === "/crash") throw new Error("boom");
  if (q.url === "/slow") await new Promise((f) => setTimeout(f, 500));
  if (q.url === "/db") return r.end(await (await fetch("http://db/")).text());
  r.end(greet(++n) + process.env.STAGE);
}).listen(3000);
EOF
STAGE=! node /srv/app/app.js &
sleep 2`)
	for _, c := range []struct {
		url, want string
		least     time.Duration
	}{{"/", "200 hello 1!", 0}, {"/slow", "200 hello 2!", 500 * time.Millisecond}, {"/db", "200 row", 0}, {"/crash", "reset", 0}, {"/", "refused", 0}} {
		if got, took := b.get(3000, c.url); got != c.want || took < c.least || took > c.least+20*time.Millisecond {
			t.Errorf("%s: %q after %s, want %q", c.url, got, took, c.want)
		}
	}
	if len(b.failed) != 1 || !strings.HasPrefix(b.failed[0], "node") {
		t.Errorf("%v", b.failed)
	}
}

// TestDown holds that nothing of a system that is down goes on.
func TestDown(t *testing.T) {
	b := newBox(t, 2, 512, 4096)
	b.run("serve cpu=10s & sleep 1")
	var got []vpc.Failure
	vpc.Local(b.ports[80], vpc.End{}, 80, &aws.HTTPRequest{URL: "http://x/"}, func(a vpc.Answer) { got = append(got, a.Failure) })
	if b.Down(true); len(got) != 1 || got[0] != vpc.Vanished || len(b.ports) != 0 {
		t.Errorf("%v, ports %v", got, b.ports)
	}
	if b.wait(time.Hour); len(got) != 1 {
		t.Errorf("%v", got)
	}
	b = newBox(t, 2, 512, 4096)
	var answer func()
	b.later = func(done func(*aws.HTTPResponse, *aws.Error)) {
		answer = func() { done(&aws.HTTPResponse{Status: 200, Body: []byte("late\n")}, nil) }
	}
	var out bytes.Buffer
	b.Shell("root").Run([]byte("curl -s http://slow/; echo never > /f"), nil, &out, &out, func(int) {})
	b.Down(false)
	if answer(); out.Len() > 0 || b.disk.files["/f"] != nil {
		t.Errorf("the answer to a system that is down: %q", out.String())
	}
	b = newBox(t, 2, 512, 4096)
	if b.run("sudo shutdown -r now; echo never"); b.off != "reboot" {
		t.Errorf("%q", b.off)
	}
}

package sandbox

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"reflect"
	"strings"
	"testing"
)

const s3Handler = `
import { S3Client, GetObjectCommand, PutObjectCommand, NoSuchKey } from "@aws-sdk/client-s3";
const s3 = new S3Client({});
export const handler = async (event) => {
  try {
    const got = await s3.send(new GetObjectCommand({ Bucket: "b", Key: event.key }));
    const text = await got.Body.transformToString();
    const put = await s3.send(new PutObjectCommand({ Bucket: "b", Key: "copy", Body: text.toUpperCase(), ContentType: "text/plain" }));
    return [text, got.LastModified.getTime(), put.ETag, put.$metadata.httpStatusCode];
  } catch (e) {
    return [e.name, e.message, e.$metadata.httpStatusCode, e.$fault, e instanceof NoSuchKey, e instanceof Error];
  }
};`

func TestCallOfTheWorld(t *testing.T) {
	v, _ := load(t, "index.mjs", s3Handler)
	turn := v.Invoke(epoch, []byte(`{"key":"k"}`), invocation)
	if len(turn.Wants) != 1 || turn.Settled || turn.Exit != "" {
		t.Fatalf("%+v", turn)
	}
	w := turn.Wants[0]
	if w.Call != "s3.GetObject" || string(w.Input) != `{"Bucket":"b","Key":"k"}` {
		t.Errorf("want %s %s", w.Call, w.Input)
	}
	turn = v.Resume(epoch+5e6, []Answer{{ID: w.ID, Output: []byte(`{"Body":{"$blob":0},"LastModified":"2026-01-01T00:00:00Z"}`), Blobs: [][]byte{[]byte("hello")}}})
	w = turn.Wants[0]
	if w.Call != "s3.PutObject" || string(w.Input) != `{"Bucket":"b","Key":"copy","Body":{"$blob":0},"ContentType":"text/plain"}` || string(w.Blobs[0]) != "HELLO" {
		t.Errorf("want %s %s %q", w.Call, w.Input, w.Blobs)
	}
	turn = v.Resume(epoch+9e6, []Answer{{ID: w.ID, Output: []byte(`{"ETag":"\"e\""}`)}})
	if got := string(turn.Result); got != `["hello",1767225600000,"\"e\"",200]` {
		t.Errorf("result %s", got)
	}
	turn = v.Invoke(epoch+10e6, []byte(`{"key":"none"}`), invocation)
	turn = v.Resume(epoch+11e6, []Answer{{ID: turn.Wants[0].ID, Err: &Failure{Type: "NoSuchKey", Message: "The specified key does not exist.", Status: 404}}})
	if got := string(turn.Result); got != `["NoSuchKey","The specified key does not exist.",404,"client",true,true]` {
		t.Errorf("result %s", got)
	}
}

func TestClients(t *testing.T) {
	for _, c := range []struct{ source, call, input string }{
		{`import { LambdaClient, InvokeCommand } from "@aws-sdk/client-lambda"; export const handler = () => new LambdaClient({}).send(new InvokeCommand({ FunctionName: "g", Payload: JSON.stringify({ a: 1 }) }))`, "lambda.Invoke", `{"FunctionName":"g","Payload":{"$blob":0}}`},
		{`import { SQS } from "@aws-sdk/client-sqs"; export const handler = () => new SQS().sendMessage({ QueueUrl: "u", MessageBody: "m" })`, "sqs.SendMessage", `{"QueueUrl":"u","MessageBody":"m"}`},
		{`import { CloudWatchLogsClient, PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs"; export const handler = () => new CloudWatchLogsClient().send(new PutLogEventsCommand({ logGroupName: "g" }))`, "logs.PutLogEvents", `{"logGroupName":"g"}`},
		{`export const handler = () => fetch("https://example.com/a?b=1", { method: "post", body: "x", headers: { "X-A": "1" } })`, "http.fetch", `{"url":"https://example.com/a?b=1","method":"POST","headers":{"content-type":"text/plain;charset=UTF-8","x-a":"1"},"body":{"$blob":0}}`},
	} {
		turn := invoke(t, c.source, "{}")
		if len(turn.Wants) != 1 || turn.Wants[0].Call != c.call || string(turn.Wants[0].Input) != c.input {
			t.Errorf("%s: %+v %+v", c.call, turn, turn.Err)
		}
	}
}

func TestFetch(t *testing.T) {
	v, _ := load(t, "index.mjs", `export const handler = async () => { const r = await fetch("https://example.com"); return [r.status, r.ok, r.headers.get("Content-Type"), (await r.json()).a] }`)
	turn := v.Invoke(epoch, []byte("{}"), invocation)
	turn = v.Resume(epoch, []Answer{{ID: turn.Wants[0].ID, Output: []byte(`{"status":201,"headers":{"content-type":"application/json"},"body":{"$blob":0}}`), Blobs: [][]byte{[]byte(`{"a":7}`)}}})
	if got := string(turn.Result); got != `[201,true,"application/json",7]` {
		t.Errorf("%s %+v", got, turn.Err)
	}
	turn = v.Invoke(epoch, []byte("{}"), invocation)
	turn = v.Resume(epoch, []Answer{{ID: turn.Wants[0].ID, Err: &Failure{Type: "Error", Message: "getaddrinfo ENOTFOUND example.com"}}})
	if turn.Err == nil || turn.Err.Message != "fetch failed" || turn.Err.Type != "TypeError" {
		t.Errorf("%+v", turn.Err)
	}
}

func TestTimers(t *testing.T) {
	v, _ := load(t, "index.mjs", `import { setTimeout as sleep } from "node:timers/promises";
		export const handler = async () => {
			const order = [], start = Date.now();
			setTimeout(() => order.push("b"), 20);
			const never = setTimeout(() => order.push("x"), 15);
			setTimeout(() => { order.push("a"); clearTimeout(never) }, 10);
			setImmediate(() => order.push("i"));
			let n = 0; const every = setInterval(() => { order.push("e"); if (++n == 2) clearInterval(every) }, 12);
			await sleep(30);
			return [order, Date.now() - start];
		}`)
	// A world in small: it fires what is due, in the order of time and ID.
	now := int64(epoch)
	turn := v.Invoke(now, []byte("{}"), invocation)
	due := map[int64]int64{}
	for rounds := 0; !turn.Settled && rounds < 50; rounds++ {
		for _, w := range turn.Wants {
			due[w.ID] = now + w.At + w.Timer
		}
		for _, id := range turn.Cancelled {
			delete(due, id)
		}
		first := int64(0)
		for id, at := range due {
			if first == 0 || at < due[first] || at == due[first] && id < first {
				first = id
			}
		}
		now = max(now+turn.CPU, due[first])
		delete(due, first)
		turn = v.Resume(now, []Answer{{ID: first}})
	}
	if got := string(turn.Result); !strings.HasPrefix(got, `[["i","a","e","b","e"],3`) {
		t.Errorf("result %s, %+v", got, turn)
	}
}

func TestLateAnswerDoesNothing(t *testing.T) {
	v, _ := load(t, "index.mjs", `export const handler = async () => { clearTimeout(setTimeout(() => console.log("fired"), 5)); return 1 }`)
	turn := v.Invoke(epoch, []byte("{}"), invocation)
	if !reflect.DeepEqual(turn.Cancelled, []int64{turn.Wants[0].ID}) {
		t.Errorf("cancelled %v of %v", turn.Cancelled, turn.Wants)
	}
	if turn = v.Resume(epoch, []Answer{{ID: turn.Wants[0].ID}, {ID: 99}}); len(turn.Output) != 0 || turn.Exit != "" {
		t.Errorf("%+v", turn)
	}
}

func TestCallbacks(t *testing.T) {
	waiting := `export const handler = (e, c, cb) => { setTimeout(() => console.log("late"), 50); c.callbackWaitsForEmptyEventLoop = %s; cb(null, 1) }`
	v, _ := load(t, "index.mjs", strings.Replace(waiting, "%s", "true", 1))
	turn := v.Invoke(epoch, []byte("{}"), invocation)
	if turn.Settled {
		t.Error("answered although a timer is pending")
	}
	if turn = v.Resume(epoch+50e6, []Answer{{ID: turn.Wants[0].ID}}); !turn.Settled || string(turn.Result) != "1" || output(turn) != "INFO late" {
		t.Errorf("%+v", turn)
	}
	v, _ = load(t, "index.mjs", strings.Replace(waiting, "%s", "false", 1))
	if turn = v.Invoke(epoch, []byte("{}"), invocation); !turn.Settled || string(turn.Result) != "1" {
		t.Errorf("%+v", turn)
	}
	if turn := invoke(t, `export const handler = (e, c, cb) => cb(new RangeError("no"))`, "{}"); turn.Err == nil || turn.Err.Type != "RangeError" {
		t.Errorf("%+v", turn)
	}
}

// photograph is a picture with gradients.
func photograph(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{uint8(x * 255 / w), uint8(y * 255 / h), uint8((x ^ y) & 63), 255})
		}
	}
	return img
}

func jpegOf(t testing.TB, img image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestThumbnail(t *testing.T) {
	v, turn := load(t, "index.mjs", `import { S3Client, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
		import { decode, resize, encode, thumbnail } from "image";
		const s3 = new S3Client();
		export const handler = async () => {
			const { Body } = await s3.send(new GetObjectCommand({ Bucket: "b", Key: "k" }));
			const bytes = await Body.transformToByteArray(), img = decode(bytes);
			const png = encode(resize(img, { width: 50, height: 50, fit: "cover" }), "png");
			await s3.send(new PutObjectCommand({ Bucket: "b", Key: "t", Body: thumbnail(bytes, 100) }));
			await s3.send(new PutObjectCommand({ Bucket: "b", Key: "c", Body: png }));
			return [img.width, img.height, img.format];
		}`)
	if turn.Err != nil {
		t.Fatalf("%+v", turn.Err)
	}
	turn = v.Invoke(epoch, []byte("{}"), invocation)
	photo := jpegOf(t, photograph(600, 400))
	turn = v.Resume(epoch, []Answer{{ID: turn.Wants[0].ID, Output: []byte(`{"Body":{"$blob":0}}`), Blobs: [][]byte{photo}}})
	if len(turn.Wants) != 1 {
		t.Fatalf("%+v %+v", turn, turn.Err)
	}
	thumb, err := jpeg.Decode(bytes.NewReader(turn.Wants[0].Blobs[0]))
	if err != nil || thumb.Bounds().Dx() != 100 || thumb.Bounds().Dy() != 67 {
		t.Errorf("thumbnail %v, %v", thumb.Bounds(), err)
	}
	if r, g, _, _ := thumb.At(95, 5).RGBA(); r < 0xd000 || g > 0x2000 {
		t.Errorf("the corner of the thumbnail is %x %x", r, g)
	}
	if turn.CPU < 100e6 {
		t.Errorf("CPU of the image work: %d ns", turn.CPU)
	}
	turn = v.Resume(epoch, []Answer{{ID: turn.Wants[0].ID}})
	square, err := png.Decode(bytes.NewReader(turn.Wants[0].Blobs[0]))
	if err != nil || square.Bounds().Dx() != 50 || square.Bounds().Dy() != 50 {
		t.Errorf("cover %v, %v", square.Bounds(), err)
	}
	if turn = v.Resume(epoch, []Answer{{ID: turn.Wants[0].ID}}); string(turn.Result) != `[600,400,"jpeg"]` {
		t.Errorf("%s %+v", turn.Result, turn.Err)
	}
}

func TestImagesAreRefused(t *testing.T) {
	var big bytes.Buffer // a head that promises 400 megapixels
	if err := png.Encode(&big, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	head := big.Bytes()
	copy(head[16:], []byte{0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20})
	for _, c := range []struct {
		name  string
		bytes []byte
		exit  Exit
		error string
	}{
		{"not an image", []byte("hello"), "", "unsupported image format"},
		{"broken head", head, "", ""}, // its checksum is wrong
		{"more than the memory", jpegOf(t, image.NewGray(image.Rect(0, 0, 5000, 3000))), ExitOOM, ""},
		{"cut off", jpegOf(t, photograph(100, 100))[:500], "", "unexpected EOF"},
	} {
		v, _ := load(t, "index.mjs", `import image from "image"; export const handler = async (e) => image.decode(Buffer.from(e, "base64")).width`)
		event := `"` + encodeBase64(c.bytes) + `"`
		turn := v.Invoke(epoch, []byte(event), invocation)
		if turn.Exit != c.exit || c.exit == "" && (turn.Err == nil || !strings.Contains(turn.Err.Message, c.error)) {
			t.Errorf("%s: %+v %+v", c.name, turn, turn.Err)
		}
	}
}

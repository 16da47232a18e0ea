package ui_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	tea "charm.land/bubbletea/v2"

	"skylab/lessons"
	"skylab/ui"
	"skylab/ui/uitest"
)

const rushChapter = "---\nid: rush\ntitle: Rush\nminutes: 1\n---\n\n# Rush\n\n" + "```sim id=rush seed=1\n" + `title: A thousand at once
setup: |
  aws iam create-role --role-name r --assume-role-policy-document file://trust.json
  aws lambda create-function --function-name web --runtime nodejs24.x --handler index.handler --role arn:aws:iam::123456789012:role/r --zip-file fileb://functions/web
  aws lambda wait function-active-v2 --function-name web
  aws lambda create-function-url-config --function-name web --auth-type NONE
  aws lambda add-permission --function-name web --statement-id url --action lambda:InvokeFunctionUrl --principal '*' --function-url-auth-type NONE
  aws lambda add-permission --function-name web --statement-id invoke --action lambda:InvokeFunction --principal '*' --invoked-via-function-url
run: |
  URL=$(aws lambda get-function-url-config --function-name web --query FunctionUrl --output text)
  hey -n 1000 -c 1000 $URL
speed: 1
` + "```\n"

// rushed is an App that shows a function of real JavaScript which nobody has
// asked yet.
func rushed(b *testing.B) *ui.App {
	b.Helper()
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	c, err := lessons.Load(fstest.MapFS{
		"course.yaml":                     file("title: Rush\nauthor: skylab\nlicence: MIT\n"),
		"00-rush/chapter.md":              file(rushChapter),
		"00-rush/trust.json":              file(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`),
		"00-rush/functions/web/index.mjs": file(`const born = Date.now(); export const handler = async (e) => { await new Promise(r => setTimeout(r, 300)); return { statusCode: 200, body: "" + born }; };`),
	})
	if err != nil {
		b.Fatal(err)
	}
	return open(b, c, 120, 40)
}

// BenchmarkRush plays a thousand cold requests on the screen as Bubble Tea
// does, and presses a key every 20 ms meanwhile: how long all of it takes, and
// how long a key waits for its frame. The budgets are 3 s and 16 ms. The start
// of a thousand VMs is what it costs; frames follow each other at once then.
func BenchmarkRush(b *testing.B) {
	var waits []time.Duration
	for b.Loop() {
		b.StopTimer()
		app := rushed(b)
		loop := &eventLoop{app: app, msgs: make(chan tea.Msg)}
		for _, k := range uitest.Keys("}", "r") {
			loop.update(k)
		}
		b.StartTimer()
		waits = append(waits, loop.play(b, "1000 responses")...)
	}
	slices.Sort(waits)
	b.ReportMetric(float64(waits[len(waits)/2])/1e6, "ms-median-key")
	b.ReportMetric(float64(waits[len(waits)*99/100])/1e6, "ms-p99-key")
	b.ReportMetric(float64(waits[len(waits)-1])/1e6, "ms-worst-key")
}

// eventLoop is Bubble Tea's: one message at a time, a view after each, and
// commands beside it.
type eventLoop struct {
	app  *ui.App
	msgs chan tea.Msg
}

func (l *eventLoop) update(m tea.Msg) string {
	_, cmd := l.app.Update(m)
	l.run(cmd)
	return l.app.View().Content
}

func (l *eventLoop) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		switch m := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range m {
				l.run(c)
			}
		default:
			l.msgs <- m
		}
	}()
}

// pressed is a key with the time at which it was pressed.
type pressed struct {
	key tea.Msg
	at  time.Time
}

// play lets messages come until the text is on the screen, with keys between
// them; it returns how long each key waited for its frame.
func (l *eventLoop) play(b *testing.B, until string) (waits []time.Duration) {
	keys, over := uitest.Keys("down", "up"), make(chan struct{})
	defer close(over)
	go func() {
		for i := 0; ; i++ {
			time.Sleep(20 * time.Millisecond)
			select {
			case l.msgs <- pressed{keys[i%2], time.Now()}:
			case <-over:
				return
			}
		}
	}()
	began := time.Now()
	for m := range l.msgs {
		p, isKey := m.(pressed)
		if isKey {
			m = p.key
		}
		screen := l.update(m)
		if isKey {
			waits = append(waits, time.Since(p.at))
		}
		if strings.Contains(screen, until) {
			break
		}
		if time.Since(began) > time.Minute {
			b.Fatalf("no %q after a minute:\n%s", until, screen)
		}
	}
	return waits
}

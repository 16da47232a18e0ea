package cloud

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"skylab/engine"
	"skylab/lessons/live"
	"skylab/ui/cell"
	"skylab/ui/theme"
	"skylab/ui/uitest"
)

const setup = `aws iam create-role --role-name runner --assume-role-policy-document file://trust.json
aws iam attach-role-policy --role-name runner --policy-arn arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
aws lambda create-function --function-name hello --runtime nodejs24.x --role arn:aws:iam::123456789012:role/runner --handler index.handler --zip-file fileb://functions/hello
aws lambda wait function-active-v2 --function-name hello
aws s3 mb s3://uploads`

// world is a live world with a function that takes a while.
func world(t testing.TB) *live.Stage {
	t.Helper()
	course := fstest.MapFS{
		"c/trust.json": {Data: []byte(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`)},
		"c/functions/hello/index.mjs": {Data: []byte(`export const handler = async (event) => {
  console.log("hello from the code");
  if (event && event.fail) throw new Error("asked to");
  await new Promise(r => setTimeout(r, 400));
  return { ok: true };
}`)},
	}
	sim := &live.Sim{ID: "w", Dir: "c", Seed: 7, Speed: 1, Setup: live.ParseScript(setup, live.Pos{Path: "c/chapter.md", Line: 1})}
	s, err := live.NewStage(course, sim, engine.Config{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// look is the panel on a world at a size.
func look(p *Panel, w *engine.World, cols, rows int) string {
	c := cell.New(cols, rows)
	p.Draw(c, c.Bounds(), w, true)
	return uitest.Plain(c.Render(), cols, rows)
}

func contains(t *testing.T, screen string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(screen, want) {
			t.Errorf("does not show %q:\n%s", want, screen)
		}
	}
}

func TestPanelShowsALiveWorld(t *testing.T) {
	s := world(t)
	w := s.World()
	p := New(theme.Dark())
	contains(t, look(p, w, 120, 40), "hello  nodejs24.x · 128 MB · timeout 3 s", "No environment: next request is cold",
		"s3://uploads", "empty", "No log line yet", "Requests-Tier1", "hello is Active")
	run := s.Session.Start("aws lambda invoke --function-name hello out.json")
	seen := map[string]bool{}
	for range 100 {
		s.Session.Advance(w.Now().Add(33*time.Millisecond), 1_000_000)
		screen := look(p, w, 120, 40)
		for _, word := range []string{"preparing", "init", "busy", "idle, warm", "●", "✓", "request "} {
			seen[word] = seen[word] || strings.Contains(screen, word)
		}
	}
	if !run.Done {
		t.Fatal("the invocation has not ended")
	}
	for _, word := range []string{"preparing", "busy", "idle, warm", "●", "✓", "request "} {
		if !seen[word] {
			t.Errorf("%q was never shown", word)
		}
	}
	contains(t, look(p, w, 120, 40), "1 invocation", "served 1", "hello from the code", "REPORT ", "Request  1 request", "exactly $0.0000",
		"hello is done in", ", cold, billed", "you call lambda Invoke")
	for range 3 {
		s.Session.Exec(`aws lambda invoke --function-name hello --invocation-type Event --cli-binary-format raw-in-base64-out --payload '{"fail":true}' out.json`, time.Minute)
	}
	w.AdvanceTo(w.Now().Add(5 * time.Second))
	contains(t, look(p, w, 120, 40), "events queued, next try in", "hello fails: ", "Errors", "event is tried again in 1 min")
}

// TestPanelShowsWhatIsInactive: of a function, of one of its versions, and how
// it came about.
func TestPanelShowsWhatIsInactive(t *testing.T) {
	s := world(t)
	w, p := s.World(), New(theme.Dark())
	for _, line := range []string{
		"aws lambda create-function --function-name scan --package-type Image --code ImageUri=123456789012.dkr.ecr.us-east-1.amazonaws.com/scan:1 --role arn:aws:iam::123456789012:role/runner",
		"aws lambda create-function --function-name till --runtime java21 --handler App --role arn:aws:iam::123456789012:role/runner --zip-file fileb://functions/hello --snap-start ApplyOn=PublishedVersions --publish",
	} {
		if r := s.Session.Exec(line, time.Minute); r.Status != 0 {
			t.Fatalf("%s: %s", line, r.Stderr)
		}
	}
	s.Session.Exec("wait 1s", time.Minute)
	contains(t, look(p, w, 120, 40), "Version 1 is Pending (Creating)")
	s.Session.Exec("wait 3w", time.Minute)
	contains(t, look(p, w, 120, 40), "scan  image · 128 MB", "Inactive: a call fails and wakes it", "Version 1 is Inactive (Idle)",
		"scan is Inactive: unused for 14 days", "till:1 is Inactive: unused for 14 days", "No environment: next request is cold")
	contains(t, look(p, w, 40, 30), "Version 1 is Inactive (Idle)", "Inactive: a call fails and wakes it")
	s.Session.Exec("aws lambda invoke --function-name scan out.json", time.Minute)
	contains(t, look(p, w, 120, 40), "Pending: it can be invoked when it is Active", "scan was Inactive and is made ready", "lambda Invoke fails: CodeArtifact")
	s.Session.Exec("wait 5m", time.Hour)
	contains(t, look(p, w, 120, 40), "scan is Active again")
	j := w.Journal()
	var why []string
	for _, e := range j.Why(j.At(j.Count() - 1).Seq) {
		why = append(why, Say(e.Event))
	}
	if got, want := strings.Join(why, "; because "), "scan is Active again; because scan was Inactive and is made ready again; because you call lambda Invoke"; got != want {
		t.Errorf("why: %s\nwant %s", got, want)
	}
}

func TestPanelFollowsAnotherWorldAndGoesBack(t *testing.T) {
	a, b := world(t), world(t)
	a.Session.Exec("aws lambda invoke --function-name hello out.json", time.Minute)
	p := New(theme.Dark())
	contains(t, look(p, a.World(), 60, 30), "1 invocation")
	contains(t, look(p, b.World(), 60, 30), "0 invocations")
	contains(t, look(p, nil, 60, 30), "No function yet")
	contains(t, look(p, a.World(), 60, 30), "1 invocation")
}

func TestReadingChangesNothing(t *testing.T) {
	s := world(t)
	s.Session.Exec("aws lambda invoke --function-name hello out.json", time.Minute)
	before := s.World().Hash()
	look(New(theme.Dark()), s.World(), 120, 40)
	if s.World().Hash() != before {
		t.Error("looking at the world changed it")
	}
}

func BenchmarkPanelOfALiveWorld(b *testing.B) {
	s := world(b)
	for range 20 {
		s.Session.Exec("aws lambda invoke --function-name hello out.json", time.Minute)
	}
	p, c := New(theme.Dark()), cell.New(60, 40)
	w := s.World()
	b.ReportAllocs()
	for b.Loop() {
		w.Advance(w.Now().Add(time.Millisecond), 1000)
		p.Draw(c, c.Bounds(), w, true)
	}
}

func BenchmarkPanelWhenMuchHappens(b *testing.B) {
	s := world(b)
	for range 20 {
		s.Session.Exec("aws lambda invoke --function-name hello out.json", time.Minute)
	}
	p, c := New(theme.Dark()), cell.New(60, 40)
	b.ReportAllocs()
	for b.Loop() {
		p.reader.seen-- // as if the journal had grown
		p.Draw(c, c.Bounds(), s.World(), true)
	}
}

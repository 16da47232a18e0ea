package ui_test

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"skylab/engine"
	"skylab/engine/lambda"
	"skylab/engine/s3"
	"skylab/engine/sts"
	"skylab/ui"
	"skylab/ui/theme"
	"skylab/ui/uitest"
	"skylab/ui/visit"
)

// street is where calls from outside come from, in a player's bubble.
type street struct {
	p      *uitest.Player
	queue  *visit.Queue
	knocks int
	kept   worlds
}

// answered is how a call came out.
type answered struct {
	reply *engine.Reply
	err   error
	after time.Duration
	done  bool
}

// onStreet plays an App that serves its world.
func onStreet(t *testing.T, w, h int, script func(s *street)) {
	record, c := memory(), course(t)
	s := &street{kept: worlds{}}
	uitest.Play(t, w, h, func() tea.Model {
		s.queue = visit.NewQueue(func() { s.knocks++ })
		return ui.New(ui.Needs{Course: c, Record: record, Worlds: s.kept, Place: "the record", Now: time.Now, Theme: theme.Dark(), Visits: s.queue, Served: ":4566", Hint: "Served at :4566."})
	}, func(p *uitest.Player) {
		s.p = p
		script(s)
		s.queue.Close()
	})
}

// call makes a call as a client does, and lets the screen see that.
func (s *street) call(ctx context.Context, operation string, in any) *answered {
	a, began := &answered{}, time.Now()
	go func() {
		a.reply, a.err = s.queue.Do(ctx, engine.Call{Operation: operation, In: in, By: "client"})
		a.after, a.done = time.Since(began), true
	}()
	s.p.Frames(1) // until the visit is in the queue
	for ; s.knocks > 0; s.knocks-- {
		s.p.Send(visit.Knock{})
	}
	s.p.Frames(1) // the picture is drawn with the next frame
	return a
}

func invoke(name string) (string, any) {
	return "lambda.Invoke", &lambda.InvokeInput{FunctionName: name, InvocationType: "RequestResponse"}
}

func TestACallFromOutsideIsMadeInTheWorldOnTheScreen(t *testing.T) {
	onStreet(t, 120, 40, func(s *street) {
		s.p.Must("Served at :4566.", "⇄:4566", "paused")
		a := s.call(context.Background(), "s3api.CreateBucket", &s3.CreateBucketInput{Bucket: "films"})
		if !a.done || a.err != nil || a.reply.Err != nil {
			t.Fatalf("got %+v", a)
		}
		s.p.Must("→ aws s3api create-bucket --bucket films", "s3://films", "playing")
		refused := s.call(context.Background(), "s3api.CreateBucket", &s3.CreateBucketInput{Bucket: "Films"})
		if refused.reply == nil || refused.reply.Err == nil {
			t.Fatalf("got %+v", refused)
		}
		s.p.Must("--bucket Films ✕", refused.reply.Err.Code)
		s.p.Press("u", "u") // the refused one first
		if s.p.Shows("s3://films") {
			t.Error("a call from outside is not taken back by undo")
		}
	})
}

// TestACallThatTakesTimeEnds: time passes for whoever waits, though nothing
// plays, and stands still again half a minute after the last call.
func TestACallThatTakesTimeEnds(t *testing.T) {
	onStreet(t, 120, 40, func(s *street) {
		op, in := invoke("hello")
		a := s.call(context.Background(), op, in)
		if a.done {
			t.Fatal("a cold start takes time")
		}
		s.p.Frames(90)
		if !a.done || a.err != nil || string(a.reply.Out.(*lambda.InvokeOutput).Payload) != `{"n":1}` {
			t.Fatalf("got %+v", a)
		}
		s.p.Must("1 call", "playing")
		s.p.Wait(31 * time.Second)
		s.p.Must("paused")
		if s.p.Busy() {
			t.Error("half a minute later the program still wakes up")
		}
	})
}

func TestTheWorldIsSavedWhenCallsAreOver(t *testing.T) {
	onStreet(t, 80, 24, func(s *street) {
		s.call(context.Background(), "s3api.CreateBucket", &s3.CreateBucketInput{Bucket: "films"})
		if len(s.kept) > 0 {
			t.Error("saved while calls come in")
		}
		s.p.Wait(2 * time.Second)
		saved := ""
		for _, data := range s.kept {
			saved = string(data)
		}
		if !strings.Contains(saved, "create-bucket --bucket films") {
			t.Errorf("saved %q", saved)
		}
		s.call(context.Background(), "s3api.CreateBucket", &s3.CreateBucketInput{Bucket: "songs"})
		s.p.Press("q")
		for _, data := range s.kept {
			saved = string(data)
		}
		if !strings.Contains(saved, "songs") {
			t.Error("leaving the chapter at once loses the call")
		}
	})
}

func TestWhereThereIsNoWorldACallIsRefused(t *testing.T) {
	onStreet(t, 80, 24, func(s *street) {
		s.p.Press("q")
		a := s.call(context.Background(), "sts.GetCallerIdentity", &sts.GetCallerIdentityInput{})
		if a.err == nil || !strings.Contains(a.err.Error(), "no chapter is open") {
			t.Errorf("got %+v", a)
		}
	})
}

// TestACallWhoseWorldGoesIsTold of it: by undo, by a reset, by leaving.
func TestACallWhoseWorldGoesIsTold(t *testing.T) {
	for _, key := range []string{"u", "R", "q"} {
		onStreet(t, 80, 24, func(s *street) {
			op, in := invoke("hello")
			a := s.call(context.Background(), op, in)
			s.p.Press(key)
			s.p.Frames(2)
			if !a.done || a.err == nil || !strings.Contains(a.err.Error(), "another account") {
				t.Errorf("after %s: %+v", key, a)
			}
		})
	}
}

func TestTheLearnerCanHoldAWorldThatIsCalled(t *testing.T) {
	onStreet(t, 80, 24, func(s *street) {
		op, in := invoke("hello")
		a := s.call(context.Background(), op, in)
		s.p.Press("space")
		s.p.Must("paused")
		s.p.Wait(20 * time.Second)
		if a.done {
			t.Error("answered while time stands still")
		}
		ctx, leave := context.WithCancel(context.Background())
		gone := s.call(ctx, op, in)
		leave()
		s.p.Frames(90)
		if !a.done || a.reply == nil || gone.err == nil {
			t.Errorf("after another call: %+v, %+v", a, gone)
		}
	})
}

// TestWhoLooksAtThePastIsBroughtBack: a call from outside makes no second
// history.
func TestWhoLooksAtThePastIsBroughtBack(t *testing.T) {
	onStreet(t, 120, 40, func(s *street) {
		s.p.Press("c", "text:aws s3 mb s3://photos", "enter", "text:wait 1", "enter", "esc")
		s.p.Frames(90)
		s.p.Press("[", "[")
		s.p.Must("the past")
		s.call(context.Background(), "s3api.CreateBucket", &s3.CreateBucketInput{Bucket: "films"})
		s.p.Must("s3://photos", "s3://films")
	})
}

func TestAFloodOfCallsStaysShort(t *testing.T) {
	onStreet(t, 120, 40, func(s *street) {
		for range 60 {
			s.call(context.Background(), "sts.GetCallerIdentity", &sts.GetCallerIdentityInput{})
		}
		s.p.Press("c", "pgup", "pgup", "pgup")
		s.p.Must("… 40 more from outside")
	})
}

func TestTheStorySaysWhoCalls(t *testing.T) {
	onStreet(t, 120, 40, func(s *street) {
		s.call(context.Background(), "s3api.CreateBucket", &s3.CreateBucketInput{Bucket: "films"})
		s.p.Press("w")
		s.p.Must("a client outside calls s3api CreateBucket")
	})
}

// TestAFunctionThatIsServedOutsideComesBack when its world is left: in what is
// saved nobody would answer for it.
func TestAFunctionThatIsServedOutsideComesBack(t *testing.T) {
	onStreet(t, 80, 24, func(s *street) {
		s.call(context.Background(), "runtime.Attach", &lambda.RuntimeAttachInput{FunctionName: "hello"})
		s.p.Must("real time")
		s.p.Press("q", "enter")
		s.p.Wait(time.Second)
		op, in := invoke("hello")
		a := s.call(context.Background(), op, in)
		s.p.Frames(90)
		if !a.done || a.reply == nil || a.reply.Err != nil {
			t.Errorf("got %+v", a)
		}
	})
}

// TestALongCallTakesFewRows, and its refusal is not lost with the rest of it.
func TestALongCallTakesFewRows(t *testing.T) {
	onStreet(t, 80, 24, func(s *street) {
		s.p.Press("c")
		s.call(context.Background(), "s3api.CreateBucket", &s3.CreateBucketInput{Bucket: strings.Repeat("Bucket", 200)})
		s.p.Must("→ aws s3api create-bucket", "…  ✕ InvalidBucketName")
		s.p.Must("create-function") // which is not pushed out of sight
	})
}

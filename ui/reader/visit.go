package reader

import (
	"errors"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/console"
	"skylab/engine/lambda"
	"skylab/ui/visit"
)

// lively is for how long time passes in a world after a call from outside: real
// clients ask every few seconds whether something is ready.
const lively = 30 * time.Second

// settled is how long nobody must have called before the world is saved and
// judged: a program may make thousands of calls a second.
const settled = time.Second

// Why a call from outside is not answered.
var (
	errNoWorld  = errors.New("there is no account on the screen; read on to a live block")
	errReplaced = errors.New("another account is on the screen now, or this one was taken back to an earlier time")
)

// guest is a call from outside whose answer takes virtual time.
type guest struct {
	visit *visit.Visit
	reply *engine.Reply
	stage *stage
	world *engine.World
}

// Visit makes a call from outside in the world on the screen. Who looks at the
// past is brought back to the present, and time passes for a while.
func (s *Screen) Visit(v *visit.Visit, now time.Time) {
	st := s.stage
	if st == nil || st.err != nil {
		v.Refuse(errNoWorld)
		return
	}
	if st.ahead != nil {
		st.session().SetWorld(st.ahead)
		st.present()
	}
	if st.moving() {
		st.frame(now, false) // to the present: the last frame may be long ago
	}
	st.guest, st.awake = now, true
	w := st.world()
	r := w.Do(v.Call)
	s.sign(w, r)
	if r.Done {
		v.Answer(r)
		return
	}
	s.guests = append(s.guests, guest{v, r, st, w})
}

// byClient is the means by which the calls of clients come; those of runtimes
// outside, and of who serves them, are no lines.
const byClient = "client"

// sign shows a call in the console, by the line it equals.
func (s *Screen) sign(w *engine.World, r *engine.Reply) {
	if r.Call.By != byClient {
		return
	}
	op := w.Operation(r.Call.Operation)
	switch in := r.Call.In.(type) {
	case *aws.HTTPRequest:
		s.prompt.Sign(curl(in), r)
	default:
		if !op.Hidden {
			s.prompt.Sign(console.Record(op, r.Call.In, func(name string, _ []byte) string { return name }), r)
		}
	}
}

// curl is a plain request as a line.
func curl(in *aws.HTTPRequest) string {
	if in.Method == "" || in.Method == "GET" {
		return "curl " + in.URL
	}
	return "curl -X " + in.Method + " " + in.URL
}

// Attend answers the calls whose replies have come, and those that will have
// none, for their world is no longer on the screen.
func (s *Screen) Attend() {
	left := s.guests[:0]
	for _, g := range s.guests {
		switch {
		case g.reply.Done:
			g.visit.Answer(g.reply)
		case g.stage != s.stage || g.stage.err != nil || g.world != g.stage.world():
			g.visit.Refuse(errReplaced)
		case g.visit.Left():
		default:
			left = append(left, g)
		}
	}
	clear(s.guests[len(left):])
	s.guests = left
}

// dismiss answers all who wait that they will not be answered, and takes back
// functions that programs outside serve: nobody reaches a world that is saved.
func (s *Screen) dismiss() {
	for _, g := range s.guests {
		g.visit.Refuse(errReplaced)
	}
	s.guests = nil
	if st := s.stage; st != nil && st.err == nil {
		for _, name := range st.world().Lambda.AttachedFunctions() {
			st.world().Do(engine.Call{Operation: "runtime.Detach", In: &lambda.RuntimeDetachInput{FunctionName: name}, By: "screen"})
			st.awake = true // so that it is saved
		}
	}
}

package engine

import (
	"errors"
	"fmt"
	"math/rand/v2"

	"skylab/engine/aws"
	"skylab/engine/sim"
	"skylab/engine/sts"
)

// Call is one use of an operation.
type Call struct {
	// Operation is the ID of its definition: "lambda.Invoke".
	Operation string
	// In is a pointer to the operation's input struct; nil is an empty input.
	// Neither the world nor the caller may change it after the call.
	In any
	// Principal is the ARN of the caller; "" is the learner.
	Principal string
	// By is the means by which the call came: "console", "lesson", …
	By string
	// At is when the call was made; Do sets it.
	At sim.Time
}

// ByCompletion is Call.By where the console looks for names to complete: what
// AWS charges for, it gets for nothing.
const ByCompletion = "completion"

// Called is the journal's entry of a call: the root of all that it causes.
type Called struct{ Operation, By, Principal string }

// Kind names the event.
func (Called) Kind() string { return "world.Called" }

// Replied is the journal's entry of an answer; Code is "" for a success.
type Replied struct {
	Operation string
	Call      uint64
	Code      string
}

// Kind names the event.
func (Replied) Kind() string { return "world.Replied" }

// Reply is the answer to a call, which may come later in virtual time.
type Reply struct {
	Call Call
	// ID is the call's Seq in the journal.
	ID uint64
	// Done tells whether the answer is there: Out or Err.
	Done bool
	Out  any
	Err  *aws.Error
	// DoneAt is when the answer came.
	DoneAt sim.Time
	// RequestID is the UUID that the service gave the request.
	RequestID string

	token uint64                // of a learner's program that waits for the answer, or 0
	then  func(any, *aws.Error) // of a service that waits for it, or nil
}

// Do makes a call at the present of the world. Most answers are there when it
// returns; for what takes time, Advance until the Reply is Done, or Wait.
//
// It panics where the call names no operation or hands over the wrong input
// type: that is a mistake of this program, not of the learner.
func (w *World) Do(c Call) *Reply {
	if c.Principal == "" {
		c.Principal = sts.Learner
	}
	// What is due now happens before the call, so that a replay, which always
	// advances fully, makes it in the same order.
	w.settle()
	c.At = w.Now()
	op := w.operations[c.Operation]
	if op == nil {
		panic(fmt.Sprintf("engine: no operation %q", c.Operation))
	}
	if c.In == nil {
		c.In = op.NewIn()
	}
	r := &Reply{Call: c}
	if op.ReadOnly {
		w.read(op, r)
		return r
	}
	w.calls, w.past = append(w.calls, c), append(w.past, c)
	w.kernel.Root(Called{c.Operation, c.By, c.Principal}, func(seq uint64) { w.run(op, r, seq) })
	w.settle()
	return r
}

// read answers a call that changes nothing: it is not journalled and draws no
// randomness, so that a world that was looked at equals one that was not. What
// AWS charges for is kept all the same, for the bill.
func (w *World) read(op *aws.Operation, r *Reply) {
	id := rand.New(rand.NewPCG(w.config.Seed^uint64(w.Now()), w.kernel.Journal().Count()))
	req := &aws.Request{Principal: r.Call.Principal, By: r.Call.By, RequestID: aws.UUID(id), Free: r.Call.By == ByCompletion}
	if op.Charged && !req.Free {
		w.past = append(w.past, r.Call)
	}
	out, err := op.Call(req, r.Call.In)
	r.Done, r.Out, r.DoneAt, r.RequestID = true, out, w.Now(), req.RequestID
	r.Err = answerError(op, err)
	if r.Err != nil {
		r.Out = nil
	}
}

// answerError is err as an answer of AWS's; anything else is a mistake of this
// program, and is not passed on as if the learner had made it.
func answerError(op *aws.Operation, err error) *aws.Error {
	if err == nil {
		return nil
	}
	var e *aws.Error
	if !errors.As(err, &e) {
		panic(fmt.Sprintf("engine: %s: %v", op.ID(), err))
	}
	return e
}

// settle lets happen what is due at this very instant, so that a call's
// immediate consequences are visible when Do returns.
func (w *World) settle() {
	for !w.kernel.Advance(w.Now(), 1<<20) {
	}
}

func (w *World) run(op *aws.Operation, r *Reply, seq uint64) {
	r.ID = seq
	req := &aws.Request{ID: seq, Principal: r.Call.Principal, By: r.Call.By,
		RequestID: aws.UUID(w.kernel.Stream("requestid"))}
	w.replies[seq], r.RequestID = r, req.RequestID
	out, err := op.Call(req, r.Call.In)
	if req.Deferred() && err == nil {
		return
	}
	w.Reply(seq, out, answerError(op, err))
}

// Reply answers the call with that ID. Services use it through aws.Replier
// for what they said they would answer later.
func (w *World) Reply(id uint64, out any, err *aws.Error) {
	r := w.replies[id]
	if r == nil && w.internet.late(id) {
		return
	}
	if r == nil {
		panic(fmt.Sprintf("engine: reply to call %d, which is not open", id))
	}
	delete(w.replies, id)
	r.Done, r.Out, r.Err, r.DoneAt = true, out, err, w.Now()
	code := ""
	if err != nil {
		r.Out, code = nil, err.Code
	}
	w.kernel.Emit(Replied{r.Call.Operation, id, code})
	if r.token != 0 {
		w.answer(r)
	}
	if r.then != nil {
		r.then(r.Out, r.Err)
	}
}

// Ask makes a call within the world for a service: it is journalled, is caused
// by what is being handled, and is not among the learner's calls.
func (w *World) Ask(operation, principal string, in any, then func(out any, err *aws.Error)) {
	op := w.operations[operation]
	if op == nil {
		panic(fmt.Sprintf("engine: no operation %q", operation))
	}
	r := &Reply{Call: Call{Operation: operation, In: in, Principal: principal, By: "service", At: w.Now()}, then: then}
	w.run(op, r, w.kernel.Emit(Called{operation, "service", principal}))
}

// Wait advances virtual time until the reply is there, or to the limit; it
// reports whether it is. Time stands at the moment of the answer.
func (w *World) Wait(r *Reply, limit sim.Time) bool {
	for !r.Done {
		next, ok := w.kernel.Next()
		if !ok || next > limit {
			return false
		}
		w.kernel.Advance(next, 1)
	}
	return true
}

// Calls are the learner's calls so far, those that changed something.
func (w *World) Calls() []Call { return w.calls }

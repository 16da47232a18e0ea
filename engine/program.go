package engine

import (
	"skylab/engine/aws"
)

// Call runs an operation for a learner's program: input is its JSON with blobs
// beside it, token names the program's request. The answer goes back to where
// the programs run, at once or when the operation has it.
func (w *World) Call(principal, operation string, input []byte, blobs [][]byte, token uint64) {
	r := &Reply{Call: Call{Operation: operation, Principal: principal, By: "sdk", At: w.Now()}, token: token}
	op := w.operations[operation]
	seq := w.kernel.Emit(Called{operation, "sdk", principal})
	if op == nil {
		r.ID, r.Done = seq, true
		r.Err = aws.Errorf(400, "UnknownOperationException", "skylab does not simulate %s", operation)
		w.answer(r)
		return
	}
	in := op.NewIn()
	if err := aws.DecodeBlobs(input, blobs, in); err != nil {
		r.ID, r.Done = seq, true
		r.Err = aws.Errorf(400, "SerializationException", "%s: %v", operation, err)
		w.answer(r)
		return
	}
	r.Call.In = in
	w.run(op, r, seq)
}

// answer hands a program's reply back to it.
func (w *World) answer(r *Reply) {
	if w.programs == nil {
		return
	}
	if r.Err != nil {
		w.programs.Answered(r.token, nil, nil, r.Err)
		return
	}
	data, blobs, err := aws.Blobs(r.Out)
	if err != nil {
		panic("engine: " + r.Call.Operation + ": " + err.Error())
	}
	w.programs.Answered(r.token, data, blobs, nil)
}

// programs is the service in which learners' programs run.
type programs interface {
	Answered(token uint64, output []byte, blobs [][]byte, err *aws.Error)
}

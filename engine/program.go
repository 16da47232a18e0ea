package engine

import (
	"encoding/json"

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
	var data []byte
	var blobs [][]byte
	if r.Err == nil {
		var err error
		if data, blobs, err = aws.Blobs(r.Out); err != nil {
			panic("engine: " + r.Call.Operation + ": " + err.Error())
		}
	}
	if !w.EC2.Answered(r.token, data, blobs, r.Err) {
		w.programs.Answered(r.token, data, blobs, r.Err)
	}
}

// programs is the service in which learners' programs run.
type programs interface {
	Answered(token uint64, output []byte, blobs [][]byte, err *aws.Error)
}

// Input is an operation's input with some members set, for a service that
// makes calls within the world and does not know the input's type.
func (w *World) Input(operation string, members map[string]any) (any, *aws.Error) {
	op := w.operations[operation]
	if op == nil {
		return nil, aws.Errorf(400, "UnknownOperationException", "skylab does not simulate %s", operation)
	}
	data, err := json.Marshal(members)
	in := op.NewIn()
	if err == nil {
		err = aws.Decode(data, in)
	}
	if err != nil {
		return nil, aws.Errorf(400, "SerializationException", "%s: %v", operation, err)
	}
	return in, nil
}

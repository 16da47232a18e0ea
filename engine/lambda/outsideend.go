package lambda

import (
	"encoding/json"
	"strconv"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/sandbox"
	"skylab/engine/sim"
)

// handed is the environment's request as its process gets it.
func (v *environment) handed(now sim.Time) *RuntimeRequest {
	return &RuntimeRequest{RequestId: v.inv.ID, InvokedFunctionArn: v.inv.arn(), TraceId: v.inv.trace(),
		LeftMs: v.deadline.Sub(now).Milliseconds(), Payload: v.inv.payload}
}

// trace is the request's trace header in X-Ray's form. Nothing is traced here:
// its parts are the request's own id.
func (inv *invocation) trace() string {
	id := strings.ReplaceAll(inv.ID, "-", "")
	return "Root=1-" + strconv.FormatInt(inv.Accepted.Wall().Unix(), 16) + "-" + id[:24] + ";Parent=" + id[16:] + ";Sampled=0"
}

// RuntimeAnswerInput is what a runtime answers to a request.
type RuntimeAnswerInput struct {
	FunctionName string `aws:"required,min=1,max=140"`
	RequestId    string `aws:"required,min=1,max=256"`
	// ErrorType is the type of an error.
	ErrorType string `aws:"max=256"`
	Payload   []byte
	// Size is the length of a payload that is not handed over, for it is longer
	// than MaxResponse.
	Size int64 `aws:"min=0"`
}

func (in *RuntimeAnswerInput) tooLong() bool {
	return max(in.Size, int64(len(in.Payload))) > MaxResponse
}

// RuntimeAnswerOutput is AWS's: OK.
type RuntimeAnswerOutput struct{ Status string }

func accepted() *RuntimeAnswerOutput { return &RuntimeAnswerOutput{"OK"} }

func (s *Service) runtimeRespond(_ *aws.Request, in *RuntimeAnswerInput) (*RuntimeAnswerOutput, error) {
	return s.take(in, outcome{Status: success, Payload: in.Payload})
}

func (s *Service) runtimeFail(_ *aws.Request, in *RuntimeAnswerInput) (*RuntimeAnswerOutput, error) {
	return s.take(in, outcome{Status: failure, ErrorType: typeOf(in.ErrorType, in.Payload), Payload: in.Payload})
}

// take ends a request with what its process answered. Texts are those of the
// Runtime Interface Emulator (fact sheet 6.7 [RIE]).
//
// fidelity: lambda.runtime-api
func (s *Service) take(in *RuntimeAnswerInput, o outcome) (*RuntimeAnswerOutput, error) {
	v := s.holder(in.FunctionName, in.RequestId)
	if v == nil {
		return nil, aws.Errorf(400, "InvalidRequestID", "Invalid request ID")
	}
	if in.tooLong() {
		s.finish(v, oversized())
		return nil, aws.Errorf(413, "RequestEntityTooLarge", "Exceeded maximum allowed payload size (%d bytes).", MaxResponse)
	}
	s.finish(v, o)
	return accepted(), nil
}

// typeOf is the type of an error: as it is in its object, else as the header
// says, else unknown.
func typeOf(header string, payload []byte) string {
	var e struct {
		Type string `json:"errorType"`
	}
	switch {
	case json.Unmarshal(payload, &e) == nil && e.Type != "":
		return e.Type
	case header != "":
		return header
	}
	return "Runtime.Unknown"
}

// exited is the end of a process that is gone with its request.
func (v *environment) exited() outcome { return v.crash(sandbox.Turn{Exit: sandbox.ExitProcess}) }

// RuntimeFailInitInput is the error of a runtime that could not start.
type RuntimeFailInitInput struct {
	FunctionName string `aws:"required,min=1,max=140"`
	ErrorType    string `aws:"max=256"`
	Payload      []byte
}

// runtimeFailInit ends the init of the environment that has waited longest for
// a process; where none waits, nothing had begun.
func (s *Service) runtimeFailInit(_ *aws.Request, in *RuntimeFailInitInput) (*RuntimeAnswerOutput, error) {
	f, err := s.attachedFunction(in.FunctionName)
	if err != nil {
		return nil, err
	}
	kind := typeOf(in.ErrorType, in.Payload)
	s.kernel.Emit(RuntimeFailed{f.Name, kind})
	if v := f.awaiting(); v != nil && v.phase != invokePhase && len(in.Payload) <= MaxResponse {
		s.finish(v, outcome{Status: failure, ErrorType: kind, Reported: platformType(kind), Payload: in.Payload, Reset: true})
	}
	return accepted(), nil
}

package lambda

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"

	"skylab/engine/sandbox"
)

// The statuses of an outcome, as REPORT names them.
const (
	success = "success"
	failure = "error"
	timeout = "timeout"
)

// outcome is how a phase ended.
type outcome struct {
	Status string
	// ErrorType is the type of the error that the caller sees, "" for success.
	ErrorType string
	// Reported is the Error Type that the REPORT line shows: only failures of
	// the environment have one; an exception of the handler has none.
	Reported string
	Payload  []byte
	// Line is what the runtime logs of the error, "" for nothing.
	Line string
	// Logged is the object that it logs in JSON instead.
	Logged string
	// Reset ends the program: the next invocation starts with another init.
	Reset bool
}

func (o *outcome) failed() bool { return o.Status != success }

// success is the end of a turn with a result.
//
// fidelity: lambda.response-limit
func (v *environment) success(turn sandbox.Turn) outcome {
	if v.phase == invokePhase && len(turn.Result) > MaxResponse {
		return oversized()
	}
	return outcome{Status: success, Payload: turn.Result}
}

// oversized is the end of a handler whose result is too long.
func oversized() outcome {
	return outcome{Status: failure, ErrorType: "Function.ResponseSizeTooLarge", Reported: "Function.ResponseSizeTooLarge",
		Payload: errorJSON("Function.ResponseSizeTooLarge",
			fmt.Sprintf("Response payload size exceeded maximum allowed payload size (%d bytes).", MaxResponse))}
}

// failure is an error that the code threw, in the form of the Node.js
// runtime: errorType, errorMessage and trace (2.7 [GK]; the runtime's source,
// github.com/aws/aws-lambda-nodejs-runtime-interface-client, src/utils/error.ts
// of 2025-11). One thrown outside the handler ends the process as well.
//
// fidelity: lambda.handler-error
func (v *environment) failure(turn sandbox.Turn) outcome {
	e := *turn.Err
	if e.Trace == nil {
		e.Trace = []string{}
	}
	o := outcome{Status: failure, ErrorType: e.Type, Payload: marshal(e), Logged: e.Logged}
	switch {
	case v.phase == invokePhase && turn.Exit == "":
		o.Line = "ERROR\tInvoke Error \t" + e.Logged
		return o
	case e.Type == "Runtime.UnhandledPromiseRejection":
		o.Line = "ERROR\tUnhandled Promise Rejection \t" + e.Logged
	case turn.Exit == "" && v.modern():
		o.Line = "ERROR\tInit Error \t" + e.Logged
	default:
		o.Line = "ERROR\tUncaught Exception \t" + e.Logged
	}
	o.Reset, o.Reported = true, platformType(e.Type)
	return o
}

var platformForm = regexp.MustCompile(`^(Runtime|Function)\.[A-Z][a-zA-Z]+$`)

// platformType is the type that the platform reports for an error of init:
// those that are not its own are Runtime.Unknown (github.com/aws/
// aws-lambda-runtime-interface-emulator, internal/lambda/fatalerror [RIE]).
func platformType(t string) string {
	if platformForm.MatchString(t) {
		return t
	}
	return "Runtime.Unknown"
}

// crash is the end of the process (2.7 [LS, RIE, LOG]).
//
// fidelity: lambda.process-exit
// fidelity: lambda.out-of-memory
func (v *environment) crash(turn sandbox.Turn) outcome {
	if turn.Exit == sandbox.ExitNever && v.phase == invokePhase {
		return neverSettled()
	}
	if turn.Err != nil {
		return v.failure(turn)
	}
	o := outcome{Status: failure, ErrorType: "Runtime.ExitError", Reported: "Runtime.ExitError", Reset: true}
	how := "Runtime exited with error: exit status " + strconv.Itoa(turn.Code)
	switch turn.Exit {
	case sandbox.ExitNever:
		// Node.js ends with 13 where a top-level await cannot be settled
		// (nodejs.org, process exit codes).
		how = "Runtime exited with error: exit status 13"
	case sandbox.ExitOOM:
		o.Reported, how = "Runtime.OutOfMemory", "Runtime exited with error: signal: killed"
		v.peak = int64(v.r.MemoryMB) << 20
	case sandbox.ExitProcess:
		if turn.Code == 0 {
			how = "Runtime exited without providing a reason"
		}
	}
	o.Payload = []byte(how) // completed by requestFailed, which knows the request
	if v.phase == invokePhase {
		return v.requestFailed(o)
	}
	return o
}

// neverSettled is the end of a handler whose promise nothing can settle any
// more: the event loop is empty (AWS docs, "Troubleshoot invocation issues",
// Runtime.NodeJsExit, Node.js 18 and later; message from general knowledge).
//
// fidelity: lambda.never-settles
func neverSettled() outcome {
	const kind = "Runtime.NodeJsExit"
	const text = "The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes"
	trace := []string{kind + ": " + text}
	logged := marshal(struct {
		Type    string   `json:"errorType"`
		Message string   `json:"errorMessage"`
		Stack   []string `json:"stack"`
	}{kind, text, trace})
	structured := marshal(struct {
		Type    string   `json:"errorType"`
		Message string   `json:"errorMessage"`
		Stack   []string `json:"stackTrace"`
	}{kind, text, trace})
	return outcome{Status: failure, ErrorType: kind, Line: "ERROR\tInvoke Error \t" + string(logged), Logged: string(structured),
		Payload: marshal(sandbox.Failure{Type: kind, Message: text, Trace: trace})}
}

// timeout is the end of a run that used up its time (2.7 [LS 2025-11-25]).
func (v *environment) timeout() outcome {
	o := outcome{Status: timeout, ErrorType: "Sandbox.Timedout", Reset: true}
	if v.phase == invokePhase {
		return v.requestFailed(o)
	}
	return o
}

// unstartable is code that cannot even be loaded.
func (v *environment) unstartable(err error) outcome {
	e := sandbox.Failure{Type: "Runtime.Unknown", Message: err.Error()}
	e.Logged = string(marshal(e))
	return v.failure(sandbox.Turn{Err: &e, Exit: sandbox.ExitProcess})
}

// requestFailed makes the payload of a failure that names the request.
func (v *environment) requestFailed(o outcome) outcome {
	switch {
	case o.Status == timeout:
		o.Payload = errorJSON("Sandbox.Timedout", fmt.Sprintf("RequestId: %s Error: Task timed out after %.2f seconds", v.inv.ID, v.r.Timeout.Seconds()))
	case o.ErrorType == "Runtime.ExitError" && !json.Valid(o.Payload):
		o.Payload = errorJSON(o.ErrorType, "RequestId: "+v.inv.ID+" Error: "+string(o.Payload))
	}
	return o
}

func errorJSON(kind, message string) []byte {
	return marshal(struct {
		Type    string `json:"errorType"`
		Message string `json:"errorMessage"`
	}{kind, message})
}

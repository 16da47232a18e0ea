package lambda

import (
	"encoding/base64"
	"encoding/json"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/lambda/scaling"
	"skylab/engine/sim"
)

// The ways to invoke a function (fact sheet 4.1 [BC]), and the one that comes
// through a function URL.
const (
	RequestResponse = "RequestResponse"
	Event           = "Event"
	DryRun          = "DryRun"
	FunctionURL     = "FunctionUrl"
)

// invocation is one request for a run of a function, from its acceptance to
// its end; the retries of an event are the same invocation.
type invocation struct {
	target   // what was invoked
	Number   uint64
	ID       string // the request's UUID, as logs show it
	Mode     string
	Source   string // who invokes: a principal
	Accepted sim.Time
	Depth    int  // of the chain of functions that led here, from 1
	Attempt  int  // 1, 2, 3
	refusals int  // how often it went back to the queue without having run
	cold     bool // this attempt started an environment
	tail     bool
	log      []byte // of this attempt, if tail

	env         *environment
	provisioned bool // this attempt holds provisioned concurrency
	payload     []byte
	call        uint64           // the world's call that waits for the answer, or 0
	done        func(aws.Ran)    // of a service that waits for it, or nil
	at          *urlConfig       // through which it came, or nil
	http        *aws.HTTPRequest // that asked for it
	result      outcome
}

// InvokeInput follows AWS's model. FunctionName has no pattern here because
// it is checked by hand: a pattern costs more than the invocation.
type InvokeInput struct {
	FunctionName   string `aws:"required,min=1,max=256,path"`
	InvocationType string `aws:"enum=Event|RequestResponse|DryRun,header,at=X-Amz-Invocation-Type"`
	LogType        string `aws:"enum=None|Tail,header,at=X-Amz-Log-Type"`
	Payload        []byte `aws:"payload"`
	Qualifier      string `aws:"min=1,max=128,query"`
}

// InvokeOutput is what an invocation answers: the function's result or its
// error is the payload, and StatusCode is 200 in both cases.
type InvokeOutput struct {
	StatusCode      int    `aws:"status"`
	FunctionError   string `aws:"header,at=X-Amz-Function-Error"`
	LogResult       string `aws:"header,at=X-Amz-Log-Result"`
	Payload         []byte `aws:"outfile"`
	ExecutedVersion string `aws:"header,at=X-Amz-Executed-Version"`
}

// invoke accepts a request or refuses it.
//
// fidelity: lambda.invocation-types
func (s *Service) invoke(r *aws.Request, in *InvokeInput) (*InvokeOutput, error) {
	if arn, is := foreign(in.FunctionName); is {
		return nil, aws.Errorf(403, "AccessDeniedException", "User: %s is not authorized to perform: lambda:InvokeFunction on resource: %s "+
			"because no resource-based policy allows the lambda:InvokeFunction action", r.Principal, arn)
	}
	n, err := parseName(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	t, ok := s.lookup(n)
	if !ok {
		if n.Qualifier == "" {
			n.Qualifier = latest // invoke names the version (6.5 [LS 2025])
		}
		return nil, notFound(n.arn())
	}
	if err := s.mayInvoke(r, t); err != nil {
		return nil, err
	}
	mode := in.InvocationType
	if mode == "" {
		mode = RequestResponse
	}
	if err := acceptable(in.Payload, mode); err != nil {
		return nil, err
	}
	if err := t.ver.accepts(); err != nil {
		return nil, err
	}
	if mode == DryRun {
		return t.ver.dryRun()
	}
	if mode != Event && s.looping() {
		return nil, recursive()
	}
	inv := s.accept(t, mode, r.RequestID, r.Principal, in.Payload)
	if mode == Event && !s.near.Rules.EventsReturnResult {
		s.enqueue(inv)
		return &InvokeOutput{StatusCode: 202}, nil
	}
	inv.Mode, inv.call, inv.tail = RequestResponse, r.ID, in.LogType == "Tail"
	if err := s.dispatch(inv); err != nil {
		return nil, err
	}
	r.Later()
	return nil, nil
}

// dryRun answers what an invocation would be answered, and wakes nothing.
func (ver *version) dryRun() (*InvokeOutput, error) {
	if err := ver.invocable(); err != nil {
		return nil, err
	}
	return &InvokeOutput{StatusCode: 204}, nil
}

// mayInvoke refuses a program whose role does not allow it to invoke
// (6.5 last line [OLD]; wording as IAM's). The learner may do anything.
func (s *Service) mayInvoke(r *aws.Request, t target) error {
	if r.By != "sdk" || s.near.Roles == nil || s.near.Roles.Allows(r.Principal, "lambda:InvokeFunction", t.arn()) {
		return nil
	}
	return aws.Errorf(403, "AccessDeniedException",
		"User: %s is not authorized to perform: lambda:InvokeFunction on resource: %s because no identity-based policy allows the lambda:InvokeFunction action", r.Principal, t.arn())
}

// accept makes the record of a request.
func (s *Service) accept(t target, mode, id, source string, payload []byte) *invocation {
	if len(payload) == 0 {
		payload = []byte("{}")
	}
	s.lastInvocation++
	inv := &invocation{Number: s.lastInvocation, ID: id, Mode: mode, Source: source,
		Accepted: s.kernel.Now(), Depth: int(s.kernel.Trace()) + 1, target: t, payload: payload}
	s.invocations[inv.Number] = inv
	return inv
}

// dispatch tries to run the request now, on the version that is drawn for it.
// If that cannot be invoked, or the request is throttled, the refusal is
// returned, and a request whose caller waits is over.
func (s *Service) dispatch(inv *invocation) *aws.Error {
	inv.Attempt++
	inv.cold, inv.log = false, nil
	inv.ver = s.draw(inv.target)
	refused := inv.ver.invocable()
	if refused != nil {
		s.wake(inv.ver)
	} else if reason := s.place(inv); reason != scaling.Admitted {
		refused = tooMany(reason)
		s.throttle(inv, reason)
	}
	if refused == nil {
		return nil
	}
	inv.Attempt--
	if inv.Mode != Event {
		delete(s.invocations, inv.Number)
	}
	return refused
}

// acceptable checks the size of a payload and that it is JSON.
//
// fidelity: lambda.payload-limits
func acceptable(payload []byte, mode string) error {
	limit := maxSyncPayload
	if mode == Event {
		limit = maxAsyncPayload
	}
	if len(payload) > limit {
		return tooLarge(len(payload), mode, limit)
	}
	if len(payload) > 0 && !json.Valid(payload) {
		return refuse(400, "InvalidRequestContentException", "Could not parse request body into json: %s", unparsed(payload))
	}
	return nil
}

// tooLarge is AWS's answer to a payload beyond the limit (6.5 [GK]).
func tooLarge(size int, mode string, limit int) *aws.Error {
	return refuse(413, "RequestTooLargeException",
		"%d byte payload is too large for the %s invocation type (limit %d bytes)", size, mode, limit)
}

// unparsed says what is wrong with JSON in the words of AWS's parser
// (6.5 [OLD]); its many other messages are not imitated.
func unparsed(payload []byte) string {
	text := strings.TrimSpace(string(payload))
	end := strings.IndexFunc(text, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_'
	})
	if end < 0 {
		end = len(text)
	}
	if first := text[:end]; first != "" && first != "true" && first != "false" && first != "null" && (first[0] < '0' || first[0] > '9') {
		return "Unrecognized token '" + first + "': was expecting ('true', 'false' or 'null')"
	}
	var v any
	if err := json.Unmarshal(payload, &v); err != nil && strings.Contains(err.Error(), "unexpected end") {
		return "Unexpected end-of-input"
	}
	return "Unexpected character"
}

// responded gives the answer to the one who waits for it.
func (s *Service) responded(e Responded) {
	inv := s.invocations[e.Invocation]
	if inv == nil {
		return
	}
	delete(s.invocations, inv.Number)
	if inv.Mode == FunctionURL {
		s.near.Replier.Reply(inv.call, urlResponse(inv, s.kernel.Now()), nil)
		return
	}
	if inv.done != nil {
		inv.done(inv.ran())
		return
	}
	if inv.result.failed() && s.near.Rules.ErrorsAnswer500 {
		s.near.Replier.Reply(inv.call, nil, aws.Errorf(500, "ServiceException", "%s", inv.result.ErrorType))
		return
	}
	out := &InvokeOutput{StatusCode: 200, Payload: inv.result.Payload, ExecutedVersion: inv.ver.label()}
	if inv.result.failed() {
		out.FunctionError = "Unhandled"
	}
	if inv.tail {
		out.LogResult = base64.StdEncoding.EncodeToString(inv.log[max(0, len(inv.log)-maxTail):])
	}
	s.near.Replier.Reply(inv.call, out, nil)
}

package lambda

import "skylab/engine/aws"

// runtimeOperations are what the Runtime API and those who serve it do to the
// world. They are this project's own, and hidden: a save has them among its
// calls, and replays without any process.
func (s *Service) runtimeOperations() []aws.Operation {
	op := func(name, doc string, errors ...string) aws.Operation {
		return aws.Operation{Service: "runtime", Name: name, Hidden: true, Doc: doc, Errors: append(errors, "ValidationException")}
	}
	return []aws.Operation{
		aws.Op(op("Attach", "Has runtimes outside of the world run a function's $LATEST.",
			"ResourceNotFoundException", "ResourceConflictException", "CodeArtifactUserPendingException", "InvalidParameterValueException"), s.runtimeAttach),
		aws.Op(op("Detach", "Has a function run inside the world again.",
			"ResourceNotFoundException", "RuntimeNotAttached"), s.runtimeDetach),
		aws.Op(op("Next", "Asks for the next request on behalf of a runtime outside; the answer comes when there is one.",
			"ResourceNotFoundException", "RuntimeNotAttached", "InvalidStateTransition", "TooManyRuntimes", "ResourceConflictException", "CodeArtifactUserPendingException"), s.runtimeNext),
		aws.Op(op("Leave", "Tells that a runtime outside is gone that asked for a request, or has one.",
			"RuntimeNotAttached"), s.runtimeLeave),
		aws.Op(op("Respond", "Gives a runtime's response to a request.",
			"InvalidRequestID", "RequestEntityTooLarge"), s.runtimeRespond),
		aws.Op(op("Fail", "Gives a runtime's error for a request.",
			"InvalidRequestID", "RequestEntityTooLarge"), s.runtimeFail),
		aws.Op(op("FailInit", "Tells that a runtime outside could not start.",
			"ResourceNotFoundException", "RuntimeNotAttached"), s.runtimeFailInit),
	}
}

// RuntimeAttachInput names a function. Fresh sends those away who are there
// already: they belong to an earlier session.
type RuntimeAttachInput struct {
	FunctionName string `aws:"required,min=1,max=140"`
	Fresh        bool
}

// RuntimeFunction is a function as those outside need to know it.
type RuntimeFunction struct {
	FunctionName, FunctionArn string
	// Variables are the environment variables that tell a process which
	// function it is, and the function's own.
	Variables map[string]string
}

// runtimeAttach attaches a function, or answers as it did for one that is
// attached already.
func (s *Service) runtimeAttach(_ *aws.Request, in *RuntimeAttachInput) (*RuntimeFunction, error) {
	t, err := s.find(in.FunctionName, "")
	if err != nil {
		return nil, err
	}
	f := t.f
	if t.own() != "" {
		return nil, invalid("%s runs inside: only $LATEST can be run by runtimes outside.", in.FunctionName)
	}
	if err := s.startable(f); err != nil {
		return nil, err
	}
	if f.outside == nil || in.Fresh {
		s.attach(f)
	}
	return &RuntimeFunction{FunctionName: f.Name, FunctionArn: f.ARN, Variables: f.variablesOutside()}, nil
}

// startable refuses a function that cannot be invoked yet, and wakes it.
func (s *Service) startable(f *function) error {
	if refused := f.latest.invocable(); refused != nil {
		s.wake(f.latest)
		return refused
	}
	return nil
}

// RuntimeDetachInput names a function.
type RuntimeDetachInput struct {
	FunctionName string `aws:"required,min=1,max=140"`
}

// RuntimeDetachOutput names the function that runs inside again.
type RuntimeDetachOutput struct{ FunctionName string }

func (s *Service) runtimeDetach(_ *aws.Request, in *RuntimeDetachInput) (*RuntimeDetachOutput, error) {
	f, err := s.attachedFunction(in.FunctionName)
	if err != nil {
		return nil, err
	}
	s.detach(f)
	return &RuntimeDetachOutput{f.Name}, nil
}

// attachedFunction is the function of that name, which is run outside.
func (s *Service) attachedFunction(name string) (*function, error) {
	f, err := s.named(name)
	if err == nil && f.outside == nil {
		return nil, notOutside(f.Name)
	}
	return f, err
}

// RuntimeInput names a runtime outside: a process, as far as the caller can
// tell one from another.
type RuntimeInput struct {
	FunctionName string `aws:"required,min=1,max=140"`
	Runtime      string `aws:"required,min=1,max=64"`
}

// RuntimeRequest is a request for a runtime outside.
type RuntimeRequest struct {
	RequestId          string
	InvokedFunctionArn string
	TraceId            string
	// LeftMs is how long it is until the request times out: whose clock is not
	// the world's has a deadline of its own.
	LeftMs  int64
	Payload []byte
}

// runtimeNext has a process wait for a request. One that has one already gets it
// again, as in the Runtime Interface Emulator.
func (s *Service) runtimeNext(r *aws.Request, in *RuntimeInput) (*RuntimeRequest, error) {
	f, err := s.attachedFunction(in.FunctionName)
	if err != nil {
		return nil, err
	}
	if err := s.startable(f); err != nil {
		return nil, err
	}
	if v := f.outsider(in.Runtime); v != nil && v.outside.Has {
		return v.handed(s.kernel.Now()), nil
	}
	r.Later()
	return nil, s.join(f, in.Runtime, r.ID)
}

// RuntimeLeaveOutput has no members.
type RuntimeLeaveOutput struct{}

// runtimeLeave takes a process out: one that waits goes with its environment;
// of one that has a request nobody will hear again.
func (s *Service) runtimeLeave(_ *aws.Request, in *RuntimeInput) (*RuntimeLeaveOutput, error) {
	f, err := s.attachedFunction(in.FunctionName)
	if err != nil {
		return nil, err
	}
	v := f.outsider(in.Runtime)
	switch {
	case v != nil && v.asks():
		s.retire(v, "runtime")
	case v != nil && v.outside.Has:
		s.finish(v, v.exited())
	default:
		return nil, notOutside(in.FunctionName)
	}
	return &RuntimeLeaveOutput{}, nil
}

package aws

import (
	"fmt"
	"reflect"
)

// Operation is one API operation, defined once.
type Operation struct {
	// Service is the name of the service in the CLI: "lambda", "s3api".
	Service string
	// Name is AWS's name of the operation: "CreateFunction".
	Name string
	// Doc is one sentence for help and the coverage page.
	Doc string
	// Errors are the codes that the operation is known to answer with.
	Errors []string
	// HTTP is the operation's place in a REST protocol: method, path and, where
	// it is not 200, the status of a success, as "POST /2015-03-31/functions
	// 201". RPC protocols don't look at it.
	HTTP string
	// ReadOnly operations change nothing; they need not be kept in a save.
	ReadOnly bool
	// Charged reading operations turn a meter, and nothing else. Worlds keep
	// such calls, so that a replay comes to the same bill.
	Charged bool
	// Validation is the code of the error for an input that breaks a constraint
	// of the model, where it is not ValidationException.
	Validation string
	// Hidden operations belong to no AWS service (a plain HTTP request) and
	// are not offered by the `aws` command.
	Hidden bool
	// Unsimulated names parameters that AWS has and this world does not act
	// on; giving one is an error that says so.
	Unsimulated []string

	in, out reflect.Type
	call    func(*Request, any) (any, error)
	valid   any // the last input that was found valid: load sends the same one over and over
}

// Op defines an operation. In and Out are plain structs whose exported fields
// are AWS's member names; see Members for the struct tag.
//
// The call must not wait. If the answer takes virtual time, it calls
// r.Later() and the service answers r.ID through its Replier.
func Op[In, Out any](o Operation, call func(r *Request, in *In) (*Out, error)) Operation {
	o.in, o.out = reflect.TypeFor[In](), reflect.TypeFor[Out]()
	o.call = func(r *Request, in any) (any, error) {
		typed, ok := in.(*In)
		if !ok {
			return nil, fmt.Errorf("%s.%s takes %T, not %T", o.Service, o.Name, typed, in)
		}
		out, err := call(r, typed)
		if out == nil {
			return nil, err
		}
		return out, err
	}
	return o
}

// ID is "service.Name", unique in a world.
func (o *Operation) ID() string { return o.Service + "." + o.Name }

// In is the type of the operation's input struct.
func (o *Operation) In() reflect.Type { return o.in }

// Out is the type of the operation's output struct.
func (o *Operation) Out() reflect.Type { return o.out }

// NewIn is a pointer to a fresh input with its defaults set.
func (o *Operation) NewIn() any {
	in := reflect.New(o.in)
	setDefaults(in.Elem())
	return in.Interface()
}

// Call validates the input and runs the operation. An error that is not an
// *Error is a mistake of the caller's program, not of the learner's.
func (o *Operation) Call(r *Request, in any) (any, error) {
	if in == o.valid {
		return o.call(r, in)
	}
	if err := Validate(in); err != nil {
		if e, is := err.(*Error); is && e.Code != ParamValidation && o.Validation != "" {
			e.Code = o.Validation
		}
		return nil, err
	}
	o.valid = in
	return o.call(r, in)
}

// Request is one call of an operation, as the service sees it.
type Request struct {
	// ID names the call when it is answered later.
	ID uint64
	// RequestID is the UUID that AWS would give the request.
	RequestID string
	// Principal is the ARN of who calls.
	Principal string
	// By is the means: "console", "lesson", "sdk" (a learner's program) or a
	// service principal such as "s3.amazonaws.com".
	By string
	// Free tells that nobody pays for the request: the console looks for names
	// to complete.
	Free bool

	later bool
}

// Later says that the answer will come through the Replier.
func (r *Request) Later() { r.later = true }

// Deferred tells whether Later was called.
func (r *Request) Deferred() bool { return r.later }

// Replier takes the answers to requests that said Later.
type Replier interface {
	// Reply answers the request with that ID: out or err.
	Reply(id uint64, out any, err *Error)
}

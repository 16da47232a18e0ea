package sdk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"

	"skylab/engine"
	definition "skylab/engine/aws"
)

// byClients are members that the SDK gives by itself, or that HTTP gives in
// their place, and tokens, which the world passes over.
var byClients = map[string]bool{"ClientToken": true, "ContentLength": true, "ChecksumAlgorithm": true, "ChecksumCRC32": true}

// witness stands between a client's caller and the client, and compares each
// call with what the world was asked and answered.
func (w *world) witness(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("witness",
		func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
			out, data, err := next.HandleInitialize(ctx, in)
			w.compare(exchange{awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx), in.Parameters, out.Result, err}, data)
			return out, data, err
		}), middleware.After)
}

// exchange is a call as the SDK's user sees it.
type exchange struct {
	service, operation string
	in, out            any
	err                error
}

func (w *world) compare(e exchange, data middleware.Metadata) {
	id, _ := awsmiddleware.GetRequestIDMetadata(data)
	if re := (*awshttp.ResponseError)(nil); errors.As(e.err, &re) {
		id = re.ServiceRequestID()
	}
	if id == "" && e.err != nil && notSimulated(e.err) {
		return
	}
	w.mu.Lock()
	reply := w.replies[id]
	w.mu.Unlock()
	if reply == nil {
		w.Errorf("%s %s: no call of the world has the request ID %q: %v", e.service, e.operation, id, e.err)
		return
	}
	s := serviceBy(w.T, e.service)
	op := w.inner.Operation(s.name + "." + e.operation)
	if op == nil || reply.Call.Operation != op.ID() {
		w.Errorf("%s %s was taken for %s", e.service, e.operation, reply.Call.Operation)
		return
	}
	differences := sent(op, reply.Call.In, e.in)
	if e.err == nil {
		differences = append(differences, came(reply.Out, e.out, false)...)
	} else {
		differences = append(differences, refused(s, reply, e.err)...)
	}
	if e := triedAgain(data); e != nil && !throttled[answeredStatus(reply)] {
		differences = append(differences, fmt.Sprintf("tried again after %v", e))
	}
	for _, d := range differences {
		w.Errorf("%s: %s", op.ID(), d)
	}
}

// notSimulated tells whether the call was refused for what skylab leaves out,
// before the world was asked.
func notSimulated(err error) bool {
	var api smithy.APIError
	return errors.As(err, &api) && strings.HasPrefix(api.ErrorMessage(), "skylab does not simulate ")
}

// triedAgain is the service's error after which the client has tried again, if
// any. That Go's HTTP client closes a connection while its answer is read is no
// service's error: github.com/aws/aws-sdk-go-v2/issues/2737.
func triedAgain(data middleware.Metadata) error {
	attempts, _ := retry.GetAttemptResults(data)
	for i, r := range attempts.Results {
		var api smithy.APIError
		if i < len(attempts.Results)-1 && errors.As(r.Err, &api) {
			return r.Err
		}
	}
	return nil
}

// throttled are the statuses that clients are meant to try again.
var throttled = map[int]bool{http.StatusTooManyRequests: true}

func answeredStatus(r *engine.Reply) int {
	if r.Err == nil {
		return http.StatusOK
	}
	return status(r.Err)
}

// sent tells how the input that the world had differs from the one that the SDK
// was given.
func sent(op *definition.Operation, world, sdk any) []string {
	fresh := reflect.ValueOf(op.NewIn()).Elem()
	a := alike{passed: byClients, unsent: func(m *definition.Member, v reflect.Value) bool {
		return byClients[m.Name] || m.Name == "ContentType" && bare(v).String() == "application/octet-stream" || m.Default != "" && fmt.Sprint(bare(v)) == m.Default ||
			fresh.FieldByName(m.Name).IsValid() && reflect.DeepEqual(fresh.FieldByName(m.Name).Interface(), v.Interface())
	}}
	a.structure("sent", reflect.ValueOf(world).Elem(), reflect.ValueOf(sdk).Elem())
	return a.differences
}

// came tells how the output that the SDK has differs from the world's, which may
// have a surplus of members where it is made up.
func came(world, sdk any, surplus bool) []string {
	if world == nil {
		world = &struct{}{}
	}
	a := alike{surplus: surplus}
	a.structure("came", reflect.ValueOf(world).Elem(), reflect.ValueOf(sdk).Elem())
	return a.differences
}

// refused tells how the error that the SDK's user sees differs from the world's:
// code, message, status, further members and, where the SDK has one, its type.
func refused(s service, reply *engine.Reply, err error) []string {
	want := reply.Err
	switch {
	case want == nil:
		return []string{fmt.Sprintf("the world answered, and the SDK has %v", err)}
	case want.Code == definition.ParamValidation: // which a service says in other words
		want = definition.Absent(reply.Call.In)
	}
	var a alike
	var answer *awshttp.ResponseError
	if !errors.As(err, &answer) || answer.HTTPStatusCode() != status(want) {
		a.say("error", "the world has the status %d of %s, the SDK %v", status(want), want.Code, err)
		return a.differences
	}
	var api smithy.APIError
	switch {
	case !errors.As(err, &api):
		a.say("error", "%v is no error of an API", err)
	case strings.Contains(reply.Call.Operation, ".Head"):
		// The answer to HEAD has no body: only the status is told.
		if code := strings.ReplaceAll(http.StatusText(status(want)), " ", ""); api.ErrorCode() != code {
			a.say("error", "an error without a body is %s, not %s", api.ErrorCode(), code)
		}
	case api.ErrorCode() != want.Code || api.ErrorMessage() != want.Message:
		a.say("error", "the world has %v, the SDK %s: %s", want, api.ErrorCode(), api.ErrorMessage())
	}
	a.typed(s, s.errorTypes(strings.TrimPrefix(reply.Call.Operation, s.name+"."))[want.Code], want, err)
	return a.differences
}

// status is that of an error on the wire, where nothing is a 501: clients would
// try that again.
func status(e *definition.Error) int {
	if e.Status() == http.StatusNotImplemented {
		return http.StatusBadRequest
	}
	return e.Status()
}

// typed compares the error's type, and the further members that it has. Where
// the SDK has no type for it, it is a smithy.GenericAPIError.
func (a *alike) typed(s service, name string, want *definition.Error, err error) {
	if name == "" {
		return
	}
	if model, ok := s.modelStatus(name); ok && model != status(want) {
		a.say("error", "%s has the status %d in the model, not %d", want.Code, model, status(want))
	}
	for ; err != nil; err = errors.Unwrap(err) {
		v := reflect.ValueOf(err)
		if v.Kind() != reflect.Pointer || v.Type().Elem().Name() != name {
			continue
		}
		for _, f := range want.Fields {
			got := v.Elem().FieldByName(exported(f.Name))
			if got.IsValid() && text(f.Value) != text(got.Interface()) {
				a.say("error", "%s.%s is %q, not %q", name, f.Name, got, text(f.Value))
			}
		}
		return
	}
	a.say("error", "%s is not of the type %s", want.Code, name)
}

// text is a leaf as text; some numbers are text in the SDK.
func text(v any) string {
	x := bare(reflect.ValueOf(v))
	if x.Kind() == reflect.Float64 {
		return strconv.FormatFloat(x.Float(), 'f', -1, 64)
	}
	return fmt.Sprint(x)
}

package sdk

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"

	"skylab/cmd/skylab/endpoint"
	"skylab/engine"
	"skylab/engine/wire"
)

// A world served to the SDK's clients. A little of its time passes before each
// call and none else, but for what a call waits for: the same story then gives
// the same world, however busy the machine is, and a waiter gets on by asking.
type world struct {
	*testing.T
	// service is the one that the test is about.
	service service

	mu    sync.Mutex
	inner *engine.World
	url   string
	// replies are what the world answered, by the request's ID.
	replies map[string]*engine.Reply
	// done are the operations that were answered with success, and used are the
	// SDK's paginators and waiters.
	done, used map[string]bool
}

// pace is how much time passes before each call.
const pace = 100 * time.Millisecond

// serve makes a world for a test about a service.
func serve(t *testing.T, name string) *world {
	t.Helper()
	w := &world{T: t, service: serviceBy(t, name), inner: engine.New(engine.Config{Seed: 1}),
		replies: map[string]*engine.Reply{}, done: map[string]bool{}, used: map[string]bool{}}
	server := httptest.NewServer(endpoint.New(endpoint.Config{Door: w, Codec: wire.New(w.inner.Operations()), Serves: w.inner.Serves}))
	t.Cleanup(server.Close)
	w.url = server.URL
	return w
}

// Do makes a call and lets time pass until it is answered.
func (w *world) Do(_ context.Context, c engine.Call) (*engine.Reply, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.inner.AdvanceTo(w.inner.Now().Add(pace))
	r := w.inner.Do(c)
	if !w.inner.Wait(r, w.inner.Now().Add(24*time.Hour)) {
		return nil, fmt.Errorf("%s is never answered", c.Operation)
	}
	w.replies[r.RequestID] = r
	if r.Err == nil {
		w.done[c.Operation] = true
	}
	return r, nil
}

// pass lets time pass in the world.
func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.inner.AdvanceTo(w.inner.Now().Add(d))
}

// now is the present of the world.
func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.inner.Now().Wall()
}

// config is what clients of the world are made from. Each of their calls is
// witnessed.
func (w *world) config() aws.Config {
	c := config(w.url)
	c.APIOptions = []func(*middleware.Stack) error{w.witness}
	return c
}

// config points clients at a server, and has what a shared configuration sets by
// default.
func config(url string) aws.Config {
	return aws.Config{Region: "us-east-1", BaseEndpoint: &url, Retryer: hastyRetryer,
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported, ResponseChecksumValidation: aws.ResponseChecksumValidationWhenSupported,
		Credentials: aws.CredentialsProviderFunc(
			func(context.Context) (aws.Credentials, error) {
				return aws.Credentials{AccessKeyID: "skylab", SecretAccessKey: "skylab"}, nil
			})}
}

// hastyRetryer tries again what the SDK tries again, at once.
func hastyRetryer() aws.Retryer {
	return retry.NewStandard(func(o *retry.StandardOptions) {
		o.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return time.Millisecond, nil })
	})
}

// call is what all operations of the SDK's clients are.
type call[In, Out, Options any] func(context.Context, *In, ...func(*Options)) (*Out, error)

// do makes a call that must succeed.
func do[In, Out, Options any](w *world, c call[In, Out, Options], in *In) *Out {
	w.Helper()
	out, err := c(w.Context(), in)
	if err != nil {
		w.Fatal(err)
	}
	return out
}

// refuse makes a call that must be refused with that code. Whether message, type
// and status are the world's is the witness's to say.
func refuse[In, Out, Options any](w *world, code string, c call[In, Out, Options], in *In) {
	w.Helper()
	_, err := c(w.Context(), in)
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != code {
		w.Errorf("%T is to be refused with %s, not: %v", in, code, err)
	}
}

// paginator is what all of the SDK's paginators are.
type paginator[Out, Options any] interface {
	HasMorePages() bool
	NextPage(context.Context, ...func(*Options)) (*Out, error)
}

// pages reads a paginator to its end. What it lists must be there once each, and
// on as many pages as the sizes make.
func pages[Out, Options any, P paginator[Out, Options]](w *world, p P, names func(*Out) []string, want ...string) {
	w.Helper()
	name := reflect.TypeOf(p).Elem().Name()
	w.used[name] = true
	var got []string
	count, largest := 0, 0
	for p.HasMorePages() {
		out, err := p.NextPage(w.Context())
		if err != nil {
			w.Errorf("%s: %v", name, err)
			return
		}
		page := names(out)
		if got = append(got, page...); len(got) > len(want) || count > 2*len(want) {
			w.Errorf("%s does not end: %q", name, got)
			return
		}
		count, largest = count+1, max(largest, len(page))
	}
	if !sameNames(got, want) {
		w.Errorf("%s lists %q, not %q", name, got, want)
	}
	if count < 2 || largest == len(want) {
		w.Errorf("%s: %d pages, the largest with %d of %d: not paged", name, count, largest, len(want))
	}
}

// waiter is what all of the SDK's waiters are.
type waiter[In, Options any] interface {
	Wait(context.Context, *In, time.Duration, ...func(*Options)) error
}

// await waits for what the SDK waits for.
func await[In, Options any, W waiter[In, Options]](w *world, x W, in *In) {
	w.Helper()
	name := reflect.TypeOf(x).Elem().Name()
	w.used[name] = true
	if err := x.Wait(w.Context(), in, time.Minute, hasty[Options]); err != nil {
		w.Errorf("%s: %v", name, err)
	}
}

// hasty makes a waiter ask at once again: this world's time passes by calls.
func hasty[Options any](o *Options) {
	v := reflect.ValueOf(o).Elem()
	v.FieldByName("MinDelay").SetInt(int64(time.Millisecond))
	v.FieldByName("MaxDelay").SetInt(int64(time.Millisecond))
}

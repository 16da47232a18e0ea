package sdk

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"skylab/engine"
	definition "skylab/engine/aws"
	"skylab/engine/wire"
)

// Every member of every operation's input and output arrives: the SDK is given
// all that the engine knows, and answered with all that the engine can say. No
// world is needed, for a client of the SDK talks to the codec itself.
func TestEveryMember(t *testing.T) {
	codec := wire.New(engine.New(engine.Config{}).Operations())
	for _, op := range served() {
		t.Run(op.ID(), func(t *testing.T) {
			talk := &talk{codec: codec, out: filled(op, op.Out())}
			in, out, err := talk.to(t, op, filled(op, op.In()))
			if err != nil {
				t.Fatal(err)
			}
			if talk.in == nil {
				t.Fatal("no request came")
			}
			for _, d := range append(sent(op, talk.in, in), came(talk.out, out, true)...) {
				t.Error(d)
			}
		})
	}
}

// Every error that an operation may answer with arrives with its code and
// message, and as the SDK's type for it, where it has one.
func TestEveryError(t *testing.T) {
	codec := wire.New(engine.New(engine.Config{}).Operations())
	for _, op := range served() {
		for _, code := range op.Errors {
			t.Run(op.ID()+"/"+code, func(t *testing.T) {
				s := serviceBy(t, op.Service)
				status, ok := s.modelStatus(s.errorTypes(op.Name)[code])
				if !ok {
					status = http.StatusConflict
				}
				talk := &talk{codec: codec, failure: definition.Errorf(status, code, "It is <%s> & \"größe\".", code)}
				_, _, err := talk.to(t, op, filled(op, op.In()))
				reply := &engine.Reply{Call: engine.Call{Operation: op.ID()}, Err: talk.failure}
				for _, d := range refused(s, reply, err) {
					t.Error(d)
				}
			})
		}
	}
}

// talk is an HTTP client whose requests are answered by the codec.
type talk struct {
	codec *wire.Codec
	// out or failure is what is answered to the input in.
	in, out any
	failure *definition.Error
}

// Do answers a request of the SDK's.
func (k *talk) Do(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	call, answer := k.codec.Decode(&wire.Request{Method: r.Method, Host: r.URL.Host, Path: r.URL.EscapedPath(), Query: r.URL.RawQuery,
		Header: wire.Header(r.Header), Body: body})
	if answer == nil {
		k.in = call.In
		answer = call.Respond(k.out, k.failure, "request-1")
	}
	return &http.Response{StatusCode: answer.Status, Header: http.Header(answer.Header), Body: io.NopCloser(bytes.NewReader(answer.Body)),
		ContentLength: int64(len(answer.Body)), Request: r}, nil
}

// to makes a call of the SDK's with all that is in an input of the engine's.
func (k *talk) to(t *testing.T, op *definition.Operation, in any) (sdk, out any, err error) {
	c := config("http://127.0.0.1:1")
	c.HTTPClient = k
	m := method(t, k.client(t, c, op.Service), op.Name)
	given := reflect.New(m.Type().In(1).Elem())
	adopt(t, "input", given.Elem(), reflect.ValueOf(in).Elem())
	answer := m.Call([]reflect.Value{reflect.ValueOf(context.Background()), given})
	err, _ = answer[1].Interface().(error)
	return given.Interface(), answer[0].Interface(), err
}

// client is the service's, without its checks of digests, for which these
// answers are no match.
func (k *talk) client(t *testing.T, c aws.Config, name string) any {
	switch name {
	case "sqs":
		return sqs.NewFromConfig(c, func(o *sqs.Options) { o.DisableMessageChecksumValidation = true })
	case "s3api":
		return s3.NewFromConfig(c, pathStyle, func(o *s3.Options) { o.ResponseChecksumValidation = aws.ResponseChecksumValidationWhenRequired })
	}
	return serviceBy(t, name).client(c)
}

// filled is a structure with every member set to something of its own.
func filled(op *definition.Operation, of reflect.Type) any {
	v := reflect.New(of)
	f := filler{op: op}
	f.structure(v.Elem())
	return v.Interface()
}

// filler gives each value another content, so that none can be taken for another.
type filler struct {
	op *definition.Operation
	n  int
}

func (f *filler) structure(v reflect.Value) {
	members := definition.Members(v.Type())
	for i := range members {
		if m := &members[i]; !strings.HasPrefix(m.Name, "Checksum") || f.op.In() != v.Type() {
			f.set(v.Field(m.Index), m)
		}
	}
}

func (f *filler) set(v reflect.Value, m *definition.Member) {
	f.n++
	switch {
	case v.Type() == timeType:
		v.Set(reflect.ValueOf(time.Date(2026, 11, 2, 9, 0, f.n%60, 0, time.UTC)))
		return
	case definition.IsBlob(v.Type()):
		v.SetBytes([]byte(fmt.Sprintf("%s \x00\xff %d", m.Name, f.n)))
		return
	case m.Document:
		v.Set(reflect.ValueOf(definition.Object{{Name: "Größe", Value: fmt.Sprintf("a+b %% & %d", f.n)}}))
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.set(v.Elem(), m)
	case reflect.Struct:
		f.structure(v)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		f.set(v.Index(0), m)
		f.set(v.Index(1), m)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for _, key := range []string{"color", "size"} {
			x := reflect.New(v.Type().Elem()).Elem()
			f.set(x, m)
			v.SetMapIndex(reflect.ValueOf(key).Convert(v.Type().Key()), x)
		}
	case reflect.String:
		v.SetString(f.text(m))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(200 + f.n)) // a status of success, too
	case reflect.Float64:
		v.SetFloat(float64(f.n) + 0.25)
	default:
		panic(fmt.Sprintf("%s: nothing is known to fill a %s with", m.Name, v.Type()))
	}
}

// text is what a member of that kind can hold, with what has to be escaped.
func (f *filler) text(m *definition.Member) string {
	text := fmt.Sprintf("%s-%d", strings.ToLower(m.Name), f.n)
	switch {
	case len(m.Enum) > 0:
		return m.Enum[f.n%len(m.Enum)]
	case m.Name == "Bucket" && m.Place == "path":
		return "bucket" // a name that a host could have
	case m.Place == "header":
		return text + " a+b%20"
	case slices.Contains([]string{"path", "query", "", "payload"}, m.Place):
		return text + " a/b+c %20 <&> größe"
	}
	return text
}

// adopt sets the SDK's value from the engine's, member by member.
func adopt(t *testing.T, at string, sdk, world reflect.Value) {
	if world.IsZero() {
		return
	}
	if sdk.Kind() == reflect.Pointer {
		sdk.Set(reflect.New(sdk.Type().Elem()))
		sdk = sdk.Elem()
	}
	world = bare(world)
	switch {
	case sdk.Type() == reflect.TypeFor[io.Reader]():
		sdk.Set(reflect.ValueOf(bytes.NewReader(world.Bytes())))
	case world.Type() == timeType || definition.IsBlob(world.Type()):
		sdk.Set(world.Convert(sdk.Type()))
	case world.Kind() == reflect.Struct:
		for _, m := range definition.Members(world.Type()) {
			f := sdk.FieldByName(exported(m.Wire))
			if !f.IsValid() {
				t.Fatalf("%s.%s: the SDK knows no such member", at, m.Wire)
			}
			adopt(t, at+"."+m.Wire, f, world.Field(m.Index))
		}
	case world.Kind() == reflect.Slice:
		sdk.Set(reflect.MakeSlice(sdk.Type(), world.Len(), world.Len()))
		for i := range world.Len() {
			adopt(t, fmt.Sprintf("%s[%d]", at, i), sdk.Index(i), world.Index(i))
		}
	case world.Kind() == reflect.Map:
		sdk.Set(reflect.MakeMap(sdk.Type()))
		for _, k := range world.MapKeys() {
			x := reflect.New(sdk.Type().Elem()).Elem()
			adopt(t, at+"."+k.String(), x, world.MapIndex(k))
			sdk.SetMapIndex(k.Convert(sdk.Type().Key()), x)
		}
	case world.CanConvert(sdk.Type()):
		sdk.Set(world.Convert(sdk.Type()))
	default:
		t.Fatalf("%s: %s cannot be a %s", at, world.Type(), sdk.Type())
	}
}

package traffic

import (
	"reflect"

	"skylab/engine/aws"
)

// target is what every request of a run calls, with which input. The input is
// made once: no one changes an input after the call.
type target struct {
	operation string
	in        any
	words     string
}

// aim reads the target; there is exactly one.
func (s *Service) aim(r *run) *aws.Error {
	in, n := r.in, 0
	members := map[string]any{}
	if in.URL != "" {
		n++
		method := in.Method
		if method == "" {
			method = "GET"
		}
		r.to = target{operation: "http.Request", words: method + " " + in.URL}
		members["URL"], members["Method"] = in.URL, method
		put(members, "Headers", in.Headers, len(in.Headers))
		put(members, "Body", in.Body, len(in.Body))
	}
	if in.FunctionName != "" {
		n++
		r.to = target{operation: "lambda.Invoke", words: "function " + in.FunctionName}
		members["FunctionName"] = in.FunctionName
		put(members, "Qualifier", in.Qualifier, len(in.Qualifier))
		put(members, "InvocationType", in.InvocationType, len(in.InvocationType))
		put(members, "Payload", in.Payload, len(in.Payload))
	}
	if in.QueueUrl != "" {
		if n++; in.MessageBody == "" {
			return invalid("Traffic to a queue needs a message (MessageBody) of one character or more")
		}
		r.to = target{operation: "sqs.SendMessage", words: "queue " + in.QueueUrl}
		members["QueueUrl"], members["MessageBody"] = in.QueueUrl, in.MessageBody
	}
	if n != 1 {
		return invalid("Traffic goes to one target: a URL, a FunctionName or a QueueUrl")
	}
	var err *aws.Error
	r.to.in, err = s.world.Input(r.to.operation, members)
	return err
}

func put(members map[string]any, name string, v any, size int) {
	if size > 0 {
		members[name] = v
	}
}

// answer is what became of a request.
type answer struct {
	status int    // of HTTP, 0 where there was no response at all
	wrong  string // why the request failed, where the status does not say it all
	bytes  int64
}

// read makes an answer of an operation's output or error. A function that
// failed answers 200, as AWS's Invoke does.
func (t *target) read(out any, err *aws.Error) answer {
	switch {
	case err != nil && t.operation == "http.Request":
		return answer{wrong: err.Message}
	case err != nil:
		return answer{status: err.Status(), wrong: err.Code}
	}
	if r, is := out.(*aws.HTTPResponse); is {
		return answer{status: r.Status, bytes: int64(len(r.Body))}
	}
	a := answer{status: 200}
	v := reflect.ValueOf(out).Elem()
	if f := v.FieldByName("StatusCode"); f.IsValid() && f.CanInt() {
		a.status = int(f.Int())
	}
	if f := v.FieldByName("FunctionError"); f.IsValid() && f.String() != "" {
		a.wrong = "FunctionError: " + f.String()
	}
	if f := v.FieldByName("Payload"); f.IsValid() && f.Kind() == reflect.Slice {
		a.bytes = int64(f.Len())
	}
	return a
}

// failed tells whether the answer is one that the client did not want.
func (a answer) failed() bool { return a.wrong != "" || a.status >= 400 }

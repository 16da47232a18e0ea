package wire

import (
	"reflect"
	"strings"

	"skylab/engine/aws"
)

// ec2Query is the protocol of EC2: the Query protocol in which lists have no
// wrapper and answers no result, and whose errors and names are its own.
//
// What a member is called follows from its name as a rule, and otherwise from
// the word at in its tag, which is its name in answers:
//
//   - in requests a list has the name of one of its elements: InstanceIds is
//     InstanceId.1, InstanceId.2; a name by tag begins with a capital letter;
//   - in answers names begin with a small letter, and a list is the set of its
//     elements: Instances is instancesSet with its tag, Tags is tagSet without.
//
// In the model of the operations on instances, volumes and security groups
// (botocore 1.43) the rule is right for 97 of 100 parameters, for 95 of 100
// members of answers, and for 42 of 100 lists in answers.
type ec2Query struct{ query }

const ec2Times = "2006-01-02T15:04:05.000Z"

var (
	ec2Asked = style{times: ec2Times, flat: true, named: askedName}
	ec2Told  = style{times: ec2Times, item: "item", named: toldName}
)

// askedName is a member's name in a request.
func askedName(m *aws.Member) string {
	switch {
	case m.At != "":
		return strings.ToUpper(m.At[:1]) + m.At[1:]
	case isList(m.Type):
		return singular(m.Wire)
	}
	return m.Wire
}

// toldName is a member's name in an answer.
func toldName(m *aws.Member) string {
	switch {
	case m.At != "":
		return m.At
	case isList(m.Type):
		return lowerFirst(singular(m.Wire)) + "Set"
	}
	return lowerFirst(m.Wire)
}

func isList(t reflect.Type) bool {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Kind() == reflect.Slice && !aws.IsBlob(t)
}

// singular is the name of one of those that a plural names: Statuses, Addresses,
// Properties, Instances.
func singular(name string) string {
	for _, end := range [...]struct{ many, one string }{{"sses", "ss"}, {"uses", "us"}, {"ies", "y"}, {"ss", "ss"}, {"s", ""}} {
		if head, ok := strings.CutSuffix(name, end.many); ok {
			return head + end.one
		}
	}
	return name
}

func (ec2Query) decode(_ *service, op *aws.Operation, r *Request, in any) error {
	return ec2Asked.readForm(op, r, in)
}

func (ec2Query) request(s *service, op *aws.Operation, in any) (*Request, error) {
	return ec2Asked.form(op.Name, s.version, in), nil
}

func (ec2Query) response(s *service, op *aws.Operation, out any, requestID string) *Response {
	root := &node{name: op.Name + "Response", attributes: ` xmlns="` + s.namespace + `"`}
	root.add(&node{name: "requestId", text: requestID})
	if v := reflect.ValueOf(out).Elem(); v.NumField() > 0 {
		ec2Told.nodes(root, v)
	} else {
		root.add(&node{name: "return", text: "true"})
	}
	return ec2XML(200, root)
}

func (ec2Query) failure(_ *service, _ *aws.Operation, e *aws.Error, requestID string) *Response {
	inner := &node{name: "Error"}
	inner.add(&node{name: "Code", text: e.Code}, &node{name: "Message", text: e.Message})
	errors := &node{name: "Errors"}
	errors.add(inner)
	root := &node{name: "Response"}
	root.add(errors, &node{name: "RequestID", text: requestID})
	return ec2XML(refusal(e), root)
}

func ec2XML(status int, root *node) *Response {
	return &Response{Status: status, Header: Header{"Content-Type": {"text/xml;charset=UTF-8"}}, Body: appendXML(nil, root)}
}

package wire

import (
	"reflect"

	"skylab/engine/aws"
)

// ec2Query is EC2's own Query protocol: a form whose lists have no wrapper
// ("Filter.1.Value.2=x"), and XML back whose members stand beside the
// request's identifier. How members are called is in ec2names.go.
type ec2Query struct{ query }

var (
	ec2Asks  = style{name: ec2Asked, entry: (*aws.Member).Entry, flat: true, times: isoDate}
	ec2Tells = style{name: ec2Told, entry: (*aws.Member).Entry, item: "item", times: isoDate}
)

// ec2Type is the type of EC2's answers.
const ec2Type = "text/xml;charset=UTF-8"

func (ec2Query) decode(_ *service, op *aws.Operation, r *Request, in any) error {
	return readForm(r, ec2Asks, ec2Left(op), in)
}

func (ec2Query) request(s *service, op *aws.Operation, in any) (*Request, error) {
	return formRequest(s, op, ec2Asks, in), nil
}

// response says that it went well where there is nothing else to say.
func (ec2Query) response(s *service, op *aws.Operation, out any, requestID string) *Response {
	root := &node{name: op.Name + "Response", attributes: ` xmlns="` + s.namespace + `"`}
	root.add(&node{name: "requestId", text: requestID})
	v := reflect.ValueOf(out).Elem()
	ec2Tells.nodes(root, v)
	if v.NumField() == 0 {
		root.add(&node{name: "return", text: "true"})
	}
	return ec2Answer(200, root)
}

func (ec2Query) failure(_ *service, _ *aws.Operation, e *aws.Error, requestID string) *Response {
	one, all, root := &node{name: "Error"}, &node{name: "Errors"}, &node{name: "Response"}
	one.add(&node{name: "Code", text: e.Code}, &node{name: "Message", text: e.Message})
	all.add(one)
	root.add(all, &node{name: "RequestID", text: requestID})
	return ec2Answer(refusal(e), root)
}

func ec2Answer(status int, root *node) *Response {
	return &Response{Status: status, Header: Header{"Content-Type": {ec2Type}},
		Body: appendXML([]byte(`<?xml version="1.0" encoding="UTF-8"?>`+"\n"), root)}
}

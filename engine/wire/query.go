package wire

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// query is the AWS Query protocol: a form that names its Action, and XML back.
type query struct{}

var queryStyle = style{name: (*aws.Member).Location, entry: (*aws.Member).Entry, item: "member", times: "2006-01-02T15:04:05.000Z"}

// style is the service's way with the protocol.
func (s *service) style(op *aws.Operation) style {
	if s.dialect != nil {
		return s.dialect(op)
	}
	return queryStyle
}

func (query) matches(s *service, r *Request) bool { return formValue(r, "Action") != "" }

func (query) operation(_ *service, r *Request) string { return formValue(r, "Action") }

// formOf is the form of a request: its body, or its query in a GET.
func formOf(r *Request) url.Values {
	if !r.form() {
		return r.query()
	}
	v, _ := url.ParseQuery(string(r.Body)) // what is malformed is not there
	return v
}

func formValue(r *Request, name string) string {
	if !r.form() && r.Query == "" {
		return ""
	}
	return formOf(r).Get(name)
}

func (query) decode(s *service, op *aws.Operation, r *Request, in any) error {
	return readForm(r, s.style(op), op, in)
}

// readForm fills in from the form of a request.
func readForm(r *Request, how style, op *aws.Operation, in any) error {
	root, err := formNodes(formOf(r))
	if err != nil {
		return err
	}
	return nodeReader{how, op, []string{"Action", "Version"}}.read(reflect.ValueOf(in).Elem(), root, "")
}

// maxDepth bounds the parts of a form's name; AWS's models are flatter.
const maxDepth = 16

// formNodes makes a tree of names like "Tags.member.1.Key". Children with
// numbers for names are the elements of a list, in the order of the numbers.
func formNodes(form url.Values) (*node, error) {
	root := &branch{}
	for _, name := range sortedNames(form) {
		if strings.HasPrefix(name, "X-Amz-") {
			continue // a presigned request's
		}
		parts := strings.Split(name, ".")
		if len(parts) > maxDepth {
			return nil, fmt.Errorf("the parameter %s is too deep", clip(name))
		}
		root.set(parts, form.Get(name))
	}
	n := &node{}
	root.grow(n)
	return n, nil
}

func sortedNames(form url.Values) []string {
	out := make([]string, 0, len(form))
	for name := range form {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// branch is a part of a form's name, with what follows it.
type branch struct {
	text  string
	names []string
	under map[string]*branch
}

func (b *branch) set(parts []string, text string) {
	if len(parts) == 0 {
		b.text = text
		return
	}
	if b.under == nil {
		b.under = map[string]*branch{}
	}
	next := b.under[parts[0]]
	if next == nil {
		next = &branch{}
		b.under[parts[0]] = next
		b.names = append(b.names, parts[0])
	}
	next.set(parts[1:], text)
}

// grow adds the branch's children to n.
func (b *branch) grow(n *node) {
	for _, name := range b.names {
		next := b.under[name]
		if numbers, ok := next.numbered(); ok {
			for _, i := range numbers {
				e := &node{name: name, element: true, text: next.under[i].text}
				next.under[i].grow(e)
				n.add(e)
			}
			continue
		}
		c := &node{name: name, text: next.text}
		next.grow(c)
		n.add(c)
	}
}

// numbered are the names of a branch in the order of their numbers, if all of
// them are numbers.
func (b *branch) numbered() ([]string, bool) {
	value := map[string]int{}
	for _, name := range b.names {
		n, err := strconv.ParseUint(name, 10, 31)
		if err != nil {
			return nil, false
		}
		value[name] = int(n)
	}
	out := slices.Clone(b.names)
	slices.SortStableFunc(out, func(a, c string) int { return value[a] - value[c] })
	return out, len(out) > 0
}

func (query) request(s *service, op *aws.Operation, in any) (*Request, error) {
	return formRequest(s, op, s.style(op), in), nil
}

// formRequest is a call as a form.
func formRequest(s *service, op *aws.Operation, how style, in any) *Request {
	root := &node{}
	how.nodes(root, reflect.ValueOf(in).Elem())
	form := url.Values{"Action": {op.Name}, "Version": {s.version}}
	for _, c := range numberedNames(root) {
		writeForm(form, c.name, c.n)
	}
	return &Request{Method: "POST", Path: "/", Body: []byte(form.Encode()),
		Header: Header{"Content-Type": {"application/x-www-form-urlencoded; charset=utf-8"}}}
}

func writeForm(form url.Values, prefix string, n *node) {
	if len(n.children) == 0 {
		form.Set(prefix, n.text)
		return
	}
	for _, c := range numberedNames(n) {
		writeForm(form, prefix+"."+c.name, c.n)
	}
}

// namedNode is a child by its name in a form.
type namedNode struct {
	name string
	n    *node
}

// numberedNames are the children of n by name, elements of lists with numbers.
func numberedNames(n *node) []namedNode {
	count := map[string]int{}
	out := make([]namedNode, 0, len(n.children))
	for _, c := range n.children {
		name := c.name
		if c.element {
			count[c.name]++
			name += "." + strconv.Itoa(count[c.name])
		}
		out = append(out, namedNode{name, c})
	}
	return out
}

func (query) response(s *service, op *aws.Operation, out any, requestID string) *Response {
	root := &node{name: op.Name + "Response", attributes: ` xmlns="` + s.namespace + `"`}
	if v := reflect.ValueOf(out); v.Elem().NumField() > 0 || slices.Contains(s.empty, op.Name) {
		result := &node{name: op.Name + "Result"}
		s.style(op).nodes(result, v.Elem())
		root.add(result)
	}
	meta := &node{name: "ResponseMetadata"}
	meta.add(&node{name: "RequestId", text: requestID})
	root.add(meta)
	return &Response{Status: 200, Header: Header{"Content-Type": {"text/xml"}}, Body: appendXML(nil, root)}
}

func (query) failure(s *service, _ *aws.Operation, e *aws.Error, requestID string) *Response {
	inner := &node{name: "Error"}
	inner.add(&node{name: "Type", text: fault(e)}, &node{name: "Code", text: e.Code}, &node{name: "Message", text: e.Message})
	root := &node{name: "ErrorResponse", attributes: ` xmlns="` + s.namespace + `"`}
	root.add(inner, &node{name: "RequestId", text: requestID})
	return &Response{Status: refusal(e), Header: Header{"Content-Type": {"text/xml"}}, Body: appendXML(nil, root)}
}

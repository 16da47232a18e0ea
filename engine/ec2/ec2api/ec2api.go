// Package ec2api holds the manners that all operations of the EC2 API share:
// ids of resources, filters, tags, pages, dry runs and who may call.
//
// It knows no resource. The services that have some (engine/vpc, engine/ec2)
// make known what they have through Tags.
package ec2api

import (
	"reflect"

	"skylab/engine/aws"
)

// API is what the operations of the EC2 API need from the rest of the world.
type API struct {
	// Tags are those of all resources.
	Tags *Tags
	// Authorizer decides what roles may do; nil is everything.
	Authorizer aws.Authorizer
}

// New is the API of an account without resources, in which everybody may do
// everything.
func New() *API { return &API{Tags: newTags()} }

// Op defines an operation of the EC2 API. Before the call it asks whether the
// caller may, and answers a dry run: an input with DryRun true.
//
// fidelity: ec2.dry-run
// fidelity: ec2.constraints
func Op[In, Out any](a *API, o aws.Operation, call func(r *aws.Request, in *In) (*Out, error)) aws.Operation {
	o.Service, o.Validation = "ec2", "InvalidParameterValue"
	dry := member(reflect.TypeFor[In](), "DryRun")
	return aws.Op(o, func(r *aws.Request, in *In) (*Out, error) {
		if err := a.authorize(r, o.Name); err != nil {
			return nil, err
		}
		if dry != nil && reflect.ValueOf(in).Elem().FieldByIndex(dry).Bool() {
			return nil, aws.Errorf(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.")
		}
		return call(r, in)
	})
}

// member is the place of a field in a struct, nil if there is none.
func member(t reflect.Type, name string) []int {
	if f, ok := t.FieldByName(name); ok {
		return f.Index
	}
	return nil
}

// authorize reports AWS's refusal where the caller may not do the action. The
// resource that policies are asked about is any.
//
// fidelity: ec2.access
func (a *API) authorize(r *aws.Request, action string) error {
	if a.Authorizer == nil || a.Authorizer.Allows(r.Principal, "ec2:"+action, "*") {
		return nil
	}
	return aws.Errorf(403, "UnauthorizedOperation", "You are not authorized to perform this operation. User: %s is not authorized to perform: ec2:%s %s",
		r.Principal, action, aws.WhyNot(a.Authorizer, r.Principal, "ec2:"+action, "*"))
}

// Empty is the answer of operations that return nothing.
type Empty struct{}

// Done is the answer of operations that only say that it is done.
type Done struct {
	Return bool `aws:"always"`
}

// BoolValue is a yes or no that a request may leave as it is.
type BoolValue struct {
	Value bool `aws:"always"`
}

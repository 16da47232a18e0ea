package lambda

import (
	"maps"

	"skylab/engine/aws"
)

// TagResourceInput names a function by its ARN.
type TagResourceInput struct {
	Resource string            `aws:"required,min=1,max=256,path"`
	Tags     map[string]string `aws:"required"`
}

// TagOutput has no members.
type TagOutput struct{}

// tagged is the function that an ARN without a qualifier names.
func (s *Service) tagged(arn string, change bool) (*function, error) {
	n, err := parseName(arn, "")
	if err != nil {
		return nil, err
	}
	if n.Qualifier != "" {
		return nil, invalid("Tags on function aliases and versions are not supported. Please specify a function ARN.")
	}
	f := s.functions[n.Function]
	if f == nil {
		return nil, notFound(n.arn())
	}
	if change {
		return f, f.latest.changeable()
	}
	return f, nil
}

// maxTags is how many tags a function can have (AWS docs, "Using tags on
// Lambda functions").
const maxTags = 50

func (s *Service) tagResource(_ *aws.Request, in *TagResourceInput) (*TagOutput, error) {
	f, err := s.tagged(in.Resource, true)
	if err != nil {
		return nil, err
	}
	tags := maps.Clone(f.Tags)
	if tags == nil {
		tags = map[string]string{}
	}
	maps.Copy(tags, in.Tags)
	if len(tags) > maxTags {
		return nil, invalid("Number of tags exceeds function tag limit.")
	}
	f.Tags = tags
	return &TagOutput{}, nil
}

// UntagResourceInput names a function and the tags to take away.
type UntagResourceInput struct {
	Resource string   `aws:"required,min=1,max=256,path"`
	TagKeys  []string `aws:"required,query,at=tagKeys"`
}

func (s *Service) untagResource(_ *aws.Request, in *UntagResourceInput) (*TagOutput, error) {
	f, err := s.tagged(in.Resource, true)
	if err != nil {
		return nil, err
	}
	f.Tags = maps.Clone(f.Tags)
	for _, key := range in.TagKeys {
		delete(f.Tags, key)
	}
	return &TagOutput{}, nil
}

// ListTagsInput names a function by its ARN.
type ListTagsInput struct {
	Resource string `aws:"required,min=1,max=256,path"`
}

// ListTagsOutput are the tags of a function.
type ListTagsOutput struct{ Tags map[string]string }

func (s *Service) listTags(_ *aws.Request, in *ListTagsInput) (*ListTagsOutput, error) {
	f, err := s.tagged(in.Resource, false)
	if err != nil {
		return nil, err
	}
	return &ListTagsOutput{f.Tags}, nil
}

func (s *Service) tagOperations() []aws.Operation {
	const path = " /2017-03-31/tags/{Resource}"
	refusals := []string{"InvalidParameterValueException", "ResourceNotFoundException", "ResourceConflictException"}
	return []aws.Operation{
		aws.Op(aws.Operation{Service: "lambda", Name: "TagResource", HTTP: "POST" + path + " 204",
			Doc: "Adds tags to a function.", Errors: refusals}, s.tagResource),
		aws.Op(aws.Operation{Service: "lambda", Name: "UntagResource", HTTP: "DELETE" + path + " 204",
			Doc: "Takes tags away.", Errors: refusals}, s.untagResource),
		aws.Op(aws.Operation{Service: "lambda", Name: "ListTags", HTTP: "GET" + path, ReadOnly: true,
			Doc: "Returns the tags of a function.", Errors: refusals[:2]}, s.listTags),
	}
}

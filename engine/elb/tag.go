package elb

import (
	"slices"
	"strings"

	"skylab/engine/aws"
)

// Tag is a name and value on a load balancer, target group, listener or rule.
type Tag struct {
	Key   string `aws:"required,min=1,max=128"`
	Value string `aws:"max=256,always"`
}

// checkTags refuses tags that a resource with others may not get.
func checkTags(have, more []Tag) *aws.Error {
	for i, t := range more {
		if at(more[:i], t.Key) >= 0 {
			return aws.Errorf(400, "DuplicateTagKeys", "Tag key '%s' was specified more than once", t.Key)
		}
	}
	if len(merged(have, more)) > maxTags {
		return aws.Errorf(400, "TooManyTags", "The maximum number of tags per resource is %d", maxTags)
	}
	return nil
}

func at(tags []Tag, key string) int {
	return slices.IndexFunc(tags, func(t Tag) bool { return t.Key == key })
}

// merged are tags with more of them; a key has the newest value.
func merged(have, more []Tag) []Tag {
	out := slices.Clone(have)
	for _, t := range more {
		if i := at(out, t.Key); i >= 0 {
			out[i] = t
		} else {
			out = append(out, t)
		}
	}
	return out
}

func (s *Service) tagOperations() []aws.Operation {
	missing := []string{"LoadBalancerNotFound", "TargetGroupNotFound", "ListenerNotFound", "RuleNotFound"}
	return []aws.Operation{
		op(s, aws.Operation{Name: "AddTags", Doc: "Adds tags to resources.", Errors: append([]string{"DuplicateTagKeys", "TooManyTags"}, missing...)}, s.addTags),
		op(s, aws.Operation{Name: "RemoveTags", Doc: "Takes tags off resources.", Errors: missing}, s.removeTags),
		op(s, aws.Operation{Name: "DescribeTags", ReadOnly: true, Doc: "Lists the tags of resources.", Errors: missing}, s.describeTags),
	}
}

// tagged are the tags of the resource with that ARN, to be changed.
func (s *Service) tagged(arn string) (*[]Tag, *aws.Error) {
	kind, _, _ := strings.Cut(strings.TrimPrefix(arn, aws.ARN(service, "")), "/")
	switch kind {
	case "loadbalancer":
		b, err := s.balancer(arn)
		if err != nil {
			return nil, err
		}
		return &b.tags, nil
	case "targetgroup":
		g, err := s.group(arn)
		if err != nil {
			return nil, err
		}
		return &g.tags, nil
	case "listener":
		l, err := s.listener(arn)
		if err != nil {
			return nil, err
		}
		return &l.tags, nil
	case "listener-rule":
		r, err := s.rule(arn)
		if err != nil {
			return nil, err
		}
		return &r.tags, nil
	}
	return nil, invalid("'%s' is not a valid resource ARN", arn)
}

// AddTagsInput gives resources tags.
type AddTagsInput struct {
	ResourceArns []string `aws:"required"`
	Tags         []Tag    `aws:"required,min=1"`
}

func (s *Service) addTags(_ *aws.Request, in *AddTagsInput) (*Empty, error) {
	return nil, s.eachTagged(in.ResourceArns, func(tags []Tag) ([]Tag, *aws.Error) { return merged(tags, in.Tags), checkTags(tags, in.Tags) })
}

// RemoveTagsInput takes tags off resources.
type RemoveTagsInput struct {
	ResourceArns []string `aws:"required"`
	TagKeys      []string `aws:"required"`
}

func (s *Service) removeTags(_ *aws.Request, in *RemoveTagsInput) (*Empty, error) {
	return nil, s.eachTagged(in.ResourceArns, func(tags []Tag) ([]Tag, *aws.Error) {
		return slices.DeleteFunc(slices.Clone(tags), func(t Tag) bool { return slices.Contains(in.TagKeys, t.Key) }), nil
	})
}

// eachTagged changes the tags of all resources, or of none.
func (s *Service) eachTagged(arns []string, change func([]Tag) ([]Tag, *aws.Error)) error {
	places, after := make([]*[]Tag, len(arns)), make([][]Tag, len(arns))
	for i, arn := range arns {
		tags, err := s.tagged(arn)
		if err != nil {
			return err
		}
		places[i] = tags
		if after[i], err = change(*tags); err != nil {
			return err
		}
	}
	for i, place := range places {
		*place = after[i]
	}
	return nil
}

// DescribeTagsInput names resources.
type DescribeTagsInput struct {
	ResourceArns []string `aws:"required"`
}

// DescribeTagsOutput is the tags of resources.
type DescribeTagsOutput struct {
	TagDescriptions []TagDescription `aws:"always"`
}

// TagDescription is the tags of one resource.
type TagDescription struct {
	ResourceArn string
	Tags        []Tag `aws:"always"`
}

func (s *Service) describeTags(_ *aws.Request, in *DescribeTagsInput) (*DescribeTagsOutput, error) {
	out := &DescribeTagsOutput{}
	for _, arn := range in.ResourceArns {
		tags, err := s.tagged(arn)
		if err != nil {
			return nil, err
		}
		out.TagDescriptions = append(out.TagDescriptions, TagDescription{arn, slices.Clone(*tags)})
	}
	return out, nil
}

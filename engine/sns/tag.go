package sns

import (
	"slices"
	"strings"

	"skylab/engine/aws"
)

// Tag is a name and value on a topic.
type Tag struct {
	Key   string `aws:"required,min=1,max=128"`
	Value string `aws:"max=256,always"`
}

func tagValue(tags []Tag, key string) (string, bool) {
	for _, t := range tags {
		if t.Key == key {
			return t.Value, true
		}
	}
	return "", false
}

func distinctTags(tags []Tag) error {
	for i, t := range tags {
		if _, twice := tagValue(tags[:i], t.Key); twice {
			return invalid("Duplicated keys are not allowed.")
		}
	}
	if len(tags) > maxTags {
		return aws.Errorf(400, "TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded")
	}
	return nil
}

// tagged is the topic whose tags are meant.
func (s *Service) tagged(r *aws.Request, action, arn string) (*topic, error) {
	t := s.topics[strings.TrimPrefix(arn, aws.ARN("sns", ""))]
	if err := s.authorize(r, action, arn, t); err != nil {
		return nil, err
	}
	if t == nil {
		return nil, aws.Errorf(404, "ResourceNotFound", "Resource does not exist")
	}
	return t, nil
}

// TagResourceInput adds tags to a topic.
type TagResourceInput struct {
	ResourceArn string `aws:"required,min=1,max=1011"`
	Tags        []Tag  `aws:"required"`
}

func (s *Service) tagResource(r *aws.Request, in *TagResourceInput) (*Empty, error) {
	t, err := s.tagged(r, "TagResource", in.ResourceArn)
	if err != nil {
		return nil, err
	}
	if err := distinctTags(in.Tags); err != nil {
		return nil, err
	}
	tags := slices.Clone(t.tags)
	for _, tag := range in.Tags {
		if i := slices.IndexFunc(tags, func(o Tag) bool { return o.Key == tag.Key }); i >= 0 {
			tags[i] = tag
		} else {
			tags = append(tags, tag)
		}
	}
	if err := distinctTags(tags); err != nil {
		return nil, err
	}
	t.tags = tags
	return &Empty{}, nil
}

// UntagResourceInput takes tags off a topic.
type UntagResourceInput struct {
	ResourceArn string   `aws:"required,min=1,max=1011"`
	TagKeys     []string `aws:"required"`
}

func (s *Service) untagResource(r *aws.Request, in *UntagResourceInput) (*Empty, error) {
	t, err := s.tagged(r, "UntagResource", in.ResourceArn)
	if err != nil {
		return nil, err
	}
	t.tags = slices.DeleteFunc(slices.Clone(t.tags), func(o Tag) bool { return slices.Contains(in.TagKeys, o.Key) })
	return &Empty{}, nil
}

// ListTagsForResourceInput names a topic.
type ListTagsForResourceInput struct {
	ResourceArn string `aws:"required,min=1,max=1011"`
}

// ListTagsForResourceOutput is the topic's tags.
type ListTagsForResourceOutput struct {
	Tags []Tag `aws:"always"`
}

func (s *Service) listTagsForResource(r *aws.Request, in *ListTagsForResourceInput) (*ListTagsForResourceOutput, error) {
	t, err := s.tagged(r, "ListTagsForResource", in.ResourceArn)
	if err != nil {
		return nil, err
	}
	return &ListTagsForResourceOutput{slices.Clone(t.tags)}, nil
}

package sqs

import (
	"maps"

	"skylab/engine/aws"
)

// TagQueueInput follows AWS's model.
type TagQueueInput struct {
	QueueUrl string            `aws:"required"`
	Tags     map[string]string `aws:"required"`
}

func (s *Service) tagQueue(r *aws.Request, in *TagQueueInput) (*Empty, error) {
	q, err := s.may(r, in.QueueUrl, "TagQueue")
	if err != nil {
		return nil, err
	}
	tags := maps.Clone(q.tags)
	if tags == nil {
		tags = map[string]string{}
	}
	maps.Copy(tags, in.Tags)
	if len(tags) > 50 {
		return nil, invalidValue("Too many tags added for queue %s.", q.name)
	}
	q.tags = tags
	return &Empty{}, nil
}

// UntagQueueInput follows AWS's model.
type UntagQueueInput struct {
	QueueUrl string   `aws:"required"`
	TagKeys  []string `aws:"required"`
}

func (s *Service) untagQueue(r *aws.Request, in *UntagQueueInput) (*Empty, error) {
	q, err := s.may(r, in.QueueUrl, "UntagQueue")
	if err != nil {
		return nil, err
	}
	q.tags = maps.Clone(q.tags)
	for _, key := range in.TagKeys {
		delete(q.tags, key)
	}
	return &Empty{}, nil
}

// ListQueueTagsOutput are the tags of a queue.
type ListQueueTagsOutput struct{ Tags map[string]string }

func (s *Service) listQueueTags(r *aws.Request, in *QueueInput) (*ListQueueTagsOutput, error) {
	q, err := s.may(r, in.QueueUrl, "ListQueueTags")
	if err != nil {
		return nil, err
	}
	return &ListQueueTagsOutput{q.tags}, nil
}

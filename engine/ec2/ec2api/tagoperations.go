package ec2api

import (
	"maps"
	"slices"

	"skylab/engine/aws"
)

// Operations are those on the tags of all resources.
func (a *API) Operations() []aws.Operation {
	return []aws.Operation{
		Op(a, aws.Operation{Name: "CreateTags", Doc: "Gives resources tags, or overwrites them."}, a.createTags),
		Op(a, aws.Operation{Name: "DeleteTags", Doc: "Takes tags from resources."}, a.deleteTags),
		Op(a, aws.Operation{Name: "DescribeTags", Doc: "Lists the tags of resources.", ReadOnly: true}, a.describeTags),
	}
}

// CreateTagsInput follows AWS's model.
type CreateTagsInput struct {
	DryRun    bool
	Resources []string `aws:"required,at=ResourceId"`
	Tags      []Tag    `aws:"required"`
}

func (a *API) createTags(_ *aws.Request, in *CreateTagsInput) (*Empty, error) {
	if err := CheckTags(in.Tags); err != nil {
		return nil, err
	}
	if err := a.known(in.Resources); err != nil {
		return nil, err
	}
	for _, id := range in.Resources {
		if err := CheckTags(merged(a.Tags.Of(id), in.Tags)); err != nil {
			return nil, err
		}
	}
	for _, id := range in.Resources {
		a.Tags.Set(id, in.Tags)
	}
	return nil, nil
}

// merged are the tags that a resource has after it got more.
func merged(have, more []Tag) []Tag {
	r := tagged{tags: have}
	r.set(more)
	return r.tags
}

// known refuses ids that nothing has.
//
// fidelity: ec2.tags
func (a *API) known(ids []string) *aws.Error {
	for _, id := range ids {
		if a.Tags.resources[id] == nil {
			return aws.Errorf(400, "InvalidID", "The ID '%s' is not valid", id)
		}
	}
	return nil
}

// DeleteTagsInput follows AWS's model. Without tags all are deleted; a tag with
// a value only if it has that value.
type DeleteTagsInput struct {
	DryRun    bool
	Resources []string `aws:"required,at=ResourceId"`
	Tags      []TagKey
}

// TagKey names a tag, with its value or without.
type TagKey struct {
	Key   string
	Value *string
}

func (a *API) deleteTags(_ *aws.Request, in *DeleteTagsInput) (*Empty, error) {
	if err := a.known(in.Resources); err != nil {
		return nil, err
	}
	for _, id := range in.Resources {
		r := a.Tags.resources[id]
		r.tags = slices.DeleteFunc(r.tags, func(t Tag) bool {
			return len(in.Tags) == 0 || slices.ContainsFunc(in.Tags, func(k TagKey) bool {
				return k.Key == t.Key && (k.Value == nil || *k.Value == t.Value)
			})
		})
	}
	return nil, nil
}

// DescribeTagsInput follows AWS's model.
type DescribeTagsInput struct {
	DryRun     bool
	Filters    []Filter
	MaxResults int `aws:"min=5,max=1000"`
	NextToken  string
}

// DescribeTagsOutput is a page of tags.
type DescribeTagsOutput struct {
	NextToken string
	Tags      []TagDescription `aws:"always"`
}

// TagDescription is a tag and what has it.
type TagDescription struct {
	Key, ResourceId, ResourceType string
	Value                         string `aws:"always"`
}

var tagFilters = Properties[TagDescription]{
	"key":           One(func(t TagDescription) string { return t.Key }),
	"value":         One(func(t TagDescription) string { return t.Value }),
	"resource-id":   One(func(t TagDescription) string { return t.ResourceId }),
	"resource-type": One(func(t TagDescription) string { return t.ResourceType }),
}

func (a *API) describeTags(_ *aws.Request, in *DescribeTagsInput) (*DescribeTagsOutput, error) {
	var all []TagDescription
	for _, id := range slices.Sorted(maps.Keys(a.Tags.resources)) {
		r := a.Tags.resources[id]
		for _, t := range r.tags {
			all = append(all, TagDescription{Key: t.Key, ResourceId: id, ResourceType: r.kind, Value: t.Value})
		}
	}
	list, err := Passing(all, in.Filters, tagFilters, a.Tags, func(t TagDescription) string { return t.ResourceId })
	if err != nil {
		return nil, err
	}
	page, next, err := Page(list, in.NextToken, in.MaxResults, 1000)
	if err != nil {
		return nil, err
	}
	return &DescribeTagsOutput{NextToken: next, Tags: page}, nil
}

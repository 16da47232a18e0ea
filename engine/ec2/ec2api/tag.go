package ec2api

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// Tag is a name and value on a resource.
type Tag struct {
	Key   string `aws:"max=128"`
	Value string `aws:"max=256,always"`
}

// TagSpecification says which tags a resource of that type gets when it is
// made.
type TagSpecification struct {
	ResourceType string
	Tags         []Tag
}

// Tags are those of all resources of the API, by their ids.
type Tags struct{ resources map[string]*tagged }

type tagged struct {
	kind string // "instance"
	tags []Tag  // by key
}

func newTags() *Tags { return &Tags{map[string]*tagged{}} }

// Add makes a new resource known, with the tags that its specifications have
// for its kind.
func (t *Tags) Add(id, kind string, specs []TagSpecification) {
	r := &tagged{kind: kind}
	for _, s := range specs {
		if s.ResourceType == kind {
			r.set(s.Tags)
		}
	}
	t.resources[id] = r
}

// Remove forgets a resource that is gone.
func (t *Tags) Remove(id string) { delete(t.resources, id) }

// Set gives a resource tags, in addition to those that it has.
func (t *Tags) Set(id string, tags []Tag) {
	if r := t.resources[id]; r != nil {
		r.set(tags)
	}
}

// Unset takes a tag from a resource.
func (t *Tags) Unset(id, key string) {
	if r := t.resources[id]; r != nil {
		r.tags = slices.DeleteFunc(slices.Clone(r.tags), func(tag Tag) bool { return tag.Key == key })
	}
}

// Of are the tags of a resource, by key.
func (t *Tags) Of(id string) []Tag {
	if r := t.resources[id]; r != nil {
		return slices.Clone(r.tags)
	}
	return nil
}

// Value is the value of a resource's tag, "" without it.
func (t *Tags) Value(id, key string) string {
	for _, tag := range t.Of(id) {
		if tag.Key == key {
			return tag.Value
		}
	}
	return ""
}

func (r *tagged) set(tags []Tag) {
	for _, tag := range tags {
		i, found := slices.BinarySearchFunc(r.tags, tag.Key, func(t Tag, key string) int { return cmp.Compare(t.Key, key) })
		if found {
			r.tags[i] = tag
		} else {
			r.tags = slices.Insert(r.tags, i, tag)
		}
	}
}

// CheckSpecifications refuses tags that resources of those kinds cannot get.
//
// fidelity: ec2.tags
func CheckSpecifications(specs []TagSpecification, kinds ...string) *aws.Error {
	for i, s := range specs {
		switch {
		case s.ResourceType == "":
			return Missing("TagSpecification.1.ResourceType")
		case !slices.Contains(kinds, s.ResourceType):
			return Invalid("'%s' is not a valid taggable resource type for this operation.", s.ResourceType)
		case slices.ContainsFunc(specs[:i], func(o TagSpecification) bool { return o.ResourceType == s.ResourceType }):
			return Invalid("Duplicate resource type '%s' in tag specifications.", s.ResourceType)
		}
		if err := CheckTags(s.Tags); err != nil {
			return err
		}
	}
	return nil
}

// CheckTags refuses tags that no resource can have.
func CheckTags(tags []Tag) *aws.Error {
	seen := map[string]bool{}
	for _, t := range tags {
		switch {
		case t.Key == "":
			return Invalid("Tag key cannot be null")
		case strings.HasPrefix(strings.ToLower(t.Key), "aws:"):
			return Invalid("Tag keys starting with 'aws:' are reserved for internal use")
		case seen[t.Key]:
			return Invalid("Duplicate tag key '%s' specified.", t.Key)
		}
		seen[t.Key] = true
	}
	if len(tags) > maxTags {
		return aws.Errorf(400, "TagLimitExceeded", "The maximum number of Tags for a resource has been reached.")
	}
	return nil
}

// maxTags is how many tags a resource may have (EC2 User Guide, tag
// restrictions).
const maxTags = 50

// State is every resource with its tags, for hashing.
func (t *Tags) State() any {
	type state struct {
		ID, Kind string
		Tags     []Tag
	}
	var out []state
	for _, id := range slices.Sorted(maps.Keys(t.resources)) {
		out = append(out, state{id, t.resources[id].kind, t.resources[id].tags})
	}
	return out
}

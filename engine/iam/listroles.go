package iam

import (
	"strings"

	"skylab/engine/aws"
)

// ListRolesInput selects roles by the beginning of their path.
type ListRolesInput struct {
	PathPrefix string `aws:"min=1,max=512"`
	// Marker is the Marker of the page before.
	Marker string `aws:"min=1,max=320"`
	// MaxItems is how many to list at most; 0 is 100.
	MaxItems int `aws:"min=1,max=1000"`
}

// ListRolesOutput is a page of roles, ordered by name.
type ListRolesOutput struct {
	Roles       []Role `aws:"always"`
	IsTruncated bool
	Marker      string
}

func (s *Service) listRoles(_ *aws.Request, in *ListRolesInput) (*ListRolesOutput, error) {
	out := &ListRolesOutput{Roles: []Role{}}
	var listed []string
	for _, name := range s.names() {
		if strings.HasPrefix(s.roles[name].Path, in.PathPrefix) {
			listed = append(listed, name)
		}
	}
	page, marker := paginate(listed, in.Marker, in.MaxItems)
	for _, name := range page {
		out.Roles = append(out.Roles, s.roles[name].Role)
	}
	out.Marker, out.IsTruncated = marker, marker != ""
	return out, nil
}

// paginate is the page of sorted names behind a marker, and the marker of the
// next page. A marker is the last name of its page; to callers it is opaque.
func paginate(names []string, marker string, limit int) (page []string, next string) {
	if limit == 0 {
		limit = 100
	}
	for len(names) > 0 && names[0] <= marker {
		names = names[1:]
	}
	if len(names) <= limit {
		return names, ""
	}
	return names[:limit], names[limit-1]
}

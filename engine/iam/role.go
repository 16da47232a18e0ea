package iam

import (
	"strings"
	"time"

	"skylab/engine/aws"
)

// Role is a role as AWS describes it.
//
// fidelity: iam.role-api
type Role struct {
	Path       string
	RoleName   string
	RoleId     string
	Arn        string
	CreateDate time.Time
	// AssumeRolePolicyDocument is the trust policy as a Tree; the CLI, too,
	// shows it decoded.
	AssumeRolePolicyDocument any `aws:"document"`
	Description              string
	MaxSessionDuration       int
	Tags                     []Tag
}

// Tag is a label on a role.
type Tag struct {
	Key   string `aws:"required,min=1,max=128"`
	Value string `aws:"max=256"`
}

type role struct {
	Role
	trust    []statement
	attached []string               // ARNs in the order in which they were attached
	managed  map[string][]statement // what each of them says
	inline   map[string]policy
}

// policy is a document with what it means.
type policy struct {
	text       string
	statements []statement
}

// CreateRoleInput describes a new role.
type CreateRoleInput struct {
	Path                     string `aws:"min=1,max=512,pattern=/|/[!-~]+/"`
	RoleName                 string `aws:"required,min=1,max=64,pattern=[\\w+=,.@-]+"`
	AssumeRolePolicyDocument string `aws:"required,min=1,max=131072"`
	Description              string `aws:"max=1000"`
	MaxSessionDuration       int    `aws:"min=3600,max=43200"`
	Tags                     []Tag  `aws:"max=50"`
}

// CreateRoleOutput is the new role.
type CreateRoleOutput struct{ Role Role }

func (s *Service) createRole(_ *aws.Request, in *CreateRoleInput) (*CreateRoleOutput, error) {
	for _, name := range s.names() {
		// AWS: names are unique whatever their case.
		if strings.EqualFold(name, in.RoleName) {
			return nil, aws.Errorf(409, "EntityAlreadyExists", "Role with name %s already exists.", in.RoleName)
		}
	}
	tree, trust, err := parseTrust(in.AssumeRolePolicyDocument)
	if err != nil {
		return nil, err
	}
	path, duration := in.Path, in.MaxSessionDuration
	if path == "" {
		path = "/"
	}
	if duration == 0 {
		duration = 3600
	}
	r := &role{trust: trust, managed: map[string][]statement{}, inline: map[string]policy{}, Role: Role{
		Path: path, RoleName: in.RoleName, RoleId: "AROA" + aws.RandomUpper(s.k.Stream("iam.roleid"), 17),
		Arn: aws.GlobalARN("iam", "role"+path+in.RoleName), CreateDate: s.k.Now().Wall().Truncate(time.Second),
		AssumeRolePolicyDocument: tree, Description: in.Description, MaxSessionDuration: duration, Tags: in.Tags,
	}}
	s.roles[in.RoleName] = r
	s.k.Emit(RoleCreated{r.Arn})
	out := &CreateRoleOutput{Role: r.Role}
	// CreateRole does not tell MaxSessionDuration; GetRole does.
	out.Role.MaxSessionDuration = 0
	return out, nil
}

// RoleCreated has happened when a role exists.
type RoleCreated struct{ Role string }

// Kind names the event.
func (RoleCreated) Kind() string { return "iam.RoleCreated" }

// GetRoleInput names a role.
type GetRoleInput struct {
	RoleName string `aws:"required,min=1,max=64,pattern=[\\w+=,.@-]+"`
}

// GetRoleOutput is the role.
type GetRoleOutput struct{ Role Role }

func (s *Service) getRole(_ *aws.Request, in *GetRoleInput) (*GetRoleOutput, error) {
	r, err := s.role(in.RoleName)
	if err != nil {
		return nil, err
	}
	return &GetRoleOutput{Role: r.Role}, nil
}

// role is the role with that name, or AWS's error.
//
// fidelity: iam.errors
func (s *Service) role(name string) (*role, error) {
	if r := s.roles[name]; r != nil {
		return r, nil
	}
	return nil, aws.Errorf(404, "NoSuchEntity", "The role with name %s cannot be found.", name)
}

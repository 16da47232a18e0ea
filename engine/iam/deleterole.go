package iam

import "skylab/engine/aws"

// RoleDeleted has happened when a role is gone.
type RoleDeleted struct{ Role string }

// Kind names the event.
func (RoleDeleted) Kind() string { return "iam.RoleDeleted" }

// DeleteRoleInput names a role.
type DeleteRoleInput struct {
	RoleName string `aws:"required,min=1,max=64,pattern=[\\w+=,.@-]+"`
}

// DeleteRoleOutput has no members.
type DeleteRoleOutput struct{}

func (s *Service) deleteRole(_ *aws.Request, in *DeleteRoleInput) (*DeleteRoleOutput, error) {
	r, err := s.role(in.RoleName)
	if err != nil {
		return nil, err
	}
	if len(r.attached) > 0 {
		return nil, aws.Errorf(409, "DeleteConflict", "Cannot delete entity, must detach all policies first.")
	}
	if len(r.inline) > 0 {
		return nil, aws.Errorf(409, "DeleteConflict", "Cannot delete entity, must delete policies first.")
	}
	delete(s.roles, in.RoleName)
	s.k.Emit(RoleDeleted{r.Arn})
	return nil, nil
}

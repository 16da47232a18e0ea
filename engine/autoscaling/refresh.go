package autoscaling

import (
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// The states of an instance refresh.
const (
	refreshPending     = "Pending"
	refreshRuns        = "InProgress"
	refreshDone        = "Successful"
	refreshFailed      = "Failed"
	refreshCancelling  = "Cancelling"
	refreshCancelled   = "Cancelled"
	refreshRollsBack   = "RollbackInProgress"
	refreshRolledBack  = "RollbackSuccessful"
	refreshNotRestored = "RollbackFailed"
)

// refresh replaces a group's instances, some at a time.
type refresh struct {
	ID, Status, Reason string
	Start, End         sim.Time
	Percentage         int
	Preferences        RefreshPreferences
	// Desired is the launch template of new instances, nil for the group's.
	Desired *LaunchTemplateSpecification
	// Old are the instances to replace, Total how many there were.
	Old   []string
	Total int
	// Passed are the checkpoints behind it; it waits for the next until Until.
	Passed int
	Until  sim.Time
	// Moved is when it last got on.
	Moved sim.Time
	// Back is its rollback, nil while it goes forward.
	Back *RollbackDetails
}

// active tells whether it is not over.
func (r *refresh) active() bool { return r.End == 0 }

// RefreshPreferences are those of an instance refresh. Percentages are of the
// desired capacity, times in seconds.
type RefreshPreferences struct {
	MinHealthyPercentage      *int  `aws:"min=0,max=100"`
	InstanceWarmup            *int  `aws:"min=0"`
	CheckpointPercentages     []int `aws:"max=100"`
	CheckpointDelay           *int  `aws:"min=0,max=172800"`
	SkipMatching              bool  `aws:"always"`
	AutoRollback              bool  `aws:"always"`
	ScaleInProtectedInstances string
	StandbyInstances          string
	MaxHealthyPercentage      *int `aws:"min=100,max=200"`
}

// DesiredConfiguration is what instances are to be like after a refresh.
type DesiredConfiguration struct {
	LaunchTemplate *LaunchTemplateSpecification
}

// RollbackDetails tell of a rollback.
type RollbackDetails struct {
	RollbackReason               string
	RollbackStartTime            time.Time
	PercentageCompleteOnRollback int `aws:"always"`
	InstancesToUpdateOnRollback  int `aws:"always"`
}

func (s *Service) refreshOperations() []aws.Operation {
	gone := []string{"ActiveInstanceRefreshNotFound", "LimitExceeded"}
	return []aws.Operation{
		op(s, aws.Operation{Name: "StartInstanceRefresh", Doc: "Replaces a group's instances by new ones, some at a time.", Errors: []string{"InstanceRefreshInProgress", "LimitExceeded"},
			Unsimulated: []string{"DesiredConfiguration.MixedInstancesPolicy", "Preferences.AlarmSpecification", "Preferences.BakeTime"}}, s.startRefresh),
		op(s, aws.Operation{Name: "DescribeInstanceRefreshes", ReadOnly: true, Doc: "Tells of a group's instance refreshes, the newest first.", Errors: []string{"InvalidNextToken"}}, s.describeRefreshes),
		op(s, aws.Operation{Name: "CancelInstanceRefresh", Doc: "Ends an instance refresh; what it has replaced stays.", Errors: gone}, s.cancelRefresh),
		op(s, aws.Operation{Name: "RollbackInstanceRefresh", Doc: "Ends an instance refresh, and replaces what it had replaced.", Errors: append(gone, "IrreversibleInstanceRefresh")}, s.rollbackRefresh),
	}
}

// StartInstanceRefreshInput follows AWS's model.
type StartInstanceRefreshInput struct {
	AutoScalingGroupName string `aws:"required"`
	Strategy             string `aws:"enum=Rolling|ReplaceRootVolume,default=Rolling"`
	DesiredConfiguration *DesiredConfiguration
	Preferences          *RefreshPreferences
}

// InstanceRefreshID names a refresh.
type InstanceRefreshID struct{ InstanceRefreshId string }

// startRefresh begins to replace a group's instances.
//
// fidelity: autoscaling.instance-refresh
func (s *Service) startRefresh(_ *aws.Request, in *StartInstanceRefreshInput) (*InstanceRefreshID, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	if g.refreshing() != nil {
		return nil, aws.Errorf(400, "InstanceRefreshInProgress", "An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.")
	}
	if in.Strategy == "ReplaceRootVolume" {
		return nil, invalid("skylab's instance refreshes have the strategy Rolling")
	}
	r := &refresh{ID: aws.UUID(s.k.Stream("autoscaling.refreshes")), Status: refreshPending, Start: s.k.Now(), Moved: s.k.Now()}
	if in.Preferences != nil {
		r.Preferences = *in.Preferences
	}
	if err := r.Preferences.fill(g); err != nil {
		return nil, err
	}
	if d := in.DesiredConfiguration; d != nil && d.LaunchTemplate != nil {
		next := group{}
		if err := s.setTemplate(&next, d.LaunchTemplate); err != nil {
			return nil, err
		}
		r.Desired = &next.Template
	} else if r.Preferences.AutoRollback {
		return nil, invalid("The AutoRollback parameter cannot be set to true when the DesiredConfiguration parameter is empty")
	}
	g.refreshes = append(g.refreshes, r)
	r.Old = s.toReplace(g, r)
	r.Total = len(r.Old)
	s.k.Emit(RefreshChanged{g.Name, r.ID, r.Status})
	s.k.After(refreshStep, RefreshStepped{g.Name, r.ID})
	return &InstanceRefreshID{r.ID}, nil
}

// fill completes preferences by the group's and by AWS's defaults, or says what is
// wrong with them.
func (p *RefreshPreferences) fill(g *group) *aws.Error {
	standard := func(to **int, value int) {
		if *to == nil {
			*to = &value
		}
	}
	warmup := g.Warmup
	if warmup < 0 {
		warmup = g.Grace
	}
	standard(&p.MinHealthyPercentage, 90)
	standard(&p.MaxHealthyPercentage, 100)
	standard(&p.InstanceWarmup, int(warmup.Seconds()))
	if p.CheckpointPercentages != nil {
		standard(&p.CheckpointDelay, 3600)
	}
	for _, v := range []struct {
		to      *string
		allowed []string
		name    string
	}{{&p.ScaleInProtectedInstances, []string{"Wait", "Refresh", "Ignore"}, "ScaleInProtectedInstances"}, {&p.StandbyInstances, []string{"Wait", "Terminate", "Ignore"}, "StandbyInstances"}} {
		if *v.to == "" {
			*v.to = v.allowed[0]
		}
		if !slices.Contains(v.allowed, *v.to) {
			return invalid("Invalid value for %s: %s", v.name, *v.to)
		}
	}
	switch {
	case *p.MaxHealthyPercentage-*p.MinHealthyPercentage > 100:
		return invalid("The difference between MaxHealthyPercentage and MinHealthyPercentage cannot be greater than 100.")
	case !slices.IsSorted(p.CheckpointPercentages) || slices.ContainsFunc(p.CheckpointPercentages, func(n int) bool { return n < 1 || n > 100 }):
		return invalid("CheckpointPercentages must be in ascending order, from 1 to 100.")
	}
	return nil
}

// refreshing is the group's refresh under way, or nil.
func (g *group) refreshing() *refresh {
	if n := len(g.refreshes); n > 0 && g.refreshes[n-1].active() {
		return g.refreshes[n-1]
	}
	return nil
}

// CancelInstanceRefreshInput follows AWS's model.
type CancelInstanceRefreshInput struct {
	AutoScalingGroupName          string `aws:"required"`
	WaitForTransitioningInstances *bool
}

func (s *Service) noRefresh(g *group) *aws.Error {
	return aws.Errorf(400, "ActiveInstanceRefreshNotFound", "No in progress or pending Instance Refresh found for Auto Scaling group %s", g.Name)
}

func (s *Service) cancelRefresh(_ *aws.Request, in *CancelInstanceRefreshInput) (*InstanceRefreshID, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	r := g.refreshing()
	if r == nil || r.Status == refreshCancelling {
		return nil, s.noRefresh(g)
	}
	r.Reason = "Cancelled due to user request."
	g.surge = 0
	s.turnRefresh(g, r, refreshCancelling)
	return &InstanceRefreshID{r.ID}, nil
}

// RollbackInstanceRefreshInput follows AWS's model.
type RollbackInstanceRefreshInput struct {
	AutoScalingGroupName string `aws:"required"`
}

func (s *Service) rollbackRefresh(_ *aws.Request, in *RollbackInstanceRefreshInput) (*InstanceRefreshID, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	r := g.refreshing()
	switch {
	case r == nil || r.Status == refreshCancelling || r.Back != nil:
		return nil, s.noRefresh(g)
	case r.Desired == nil:
		return nil, aws.Errorf(400, "IrreversibleInstanceRefresh", "Auto Scaling group %s doesn't have the necessary information to roll back the instance refresh: it was started without a desired configuration.", g.Name)
	}
	s.rollBack(g, r, "User initiated rollback.")
	return &InstanceRefreshID{r.ID}, nil
}

package autoscaling

import (
	"slices"
	"time"

	"skylab/engine/aws"
)

// DescribeInstanceRefreshesInput follows AWS's model.
type DescribeInstanceRefreshesInput struct {
	AutoScalingGroupName string `aws:"required"`
	InstanceRefreshIds   []string
	NextToken            string
	MaxRecords           int `aws:"max=100"`
}

// DescribeInstanceRefreshesOutput is a page of refreshes, the newest first.
type DescribeInstanceRefreshesOutput struct {
	InstanceRefreshes []InstanceRefresh `aws:"always"`
	NextToken         string
}

// InstanceRefresh is a refresh as the API shows it.
type InstanceRefresh struct {
	InstanceRefreshId, AutoScalingGroupName, Status, StatusReason string
	StartTime, EndTime                                            *time.Time
	PercentageComplete                                            int `aws:"always"`
	InstancesToUpdate                                             int `aws:"always"`
	Preferences                                                   *RefreshPreferences
	DesiredConfiguration                                          *DesiredConfiguration
	RollbackDetails                                               *RollbackDetails
	Strategy                                                      string
}

func (s *Service) describeRefreshes(_ *aws.Request, in *DescribeInstanceRefreshesInput) (*DescribeInstanceRefreshesOutput, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	var all []InstanceRefresh
	for _, r := range slices.Backward(g.refreshes) {
		if len(in.InstanceRefreshIds) > 0 && !slices.Contains(in.InstanceRefreshIds, r.ID) {
			continue
		}
		v := InstanceRefresh{InstanceRefreshId: r.ID, AutoScalingGroupName: g.Name, Status: r.Status, StatusReason: r.Reason, StartTime: since(r.Start), EndTime: since(r.End),
			PercentageComplete: r.Percentage, InstancesToUpdate: g.left(r), Preferences: &r.Preferences, RollbackDetails: r.Back, Strategy: "Rolling"}
		if !r.active() {
			v.InstancesToUpdate = 0
		}
		if r.Desired != nil {
			v.DesiredConfiguration = &DesiredConfiguration{r.Desired}
		}
		all = append(all, v)
	}
	page, next, fault := pageOf(all, in.NextToken, in.MaxRecords, 50, func(r InstanceRefresh) string { return r.InstanceRefreshId })
	return &DescribeInstanceRefreshesOutput{page, next}, fault
}

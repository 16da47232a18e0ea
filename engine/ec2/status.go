package ec2

import (
	"slices"
	"strconv"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
)

// DescribeInstanceStatusInput follows AWS's model.
type DescribeInstanceStatusInput struct {
	InstanceIds         []string
	MaxResults          int `aws:"max=1000"`
	NextToken           string
	DryRun              bool
	Filters             []ec2api.Filter
	IncludeAllInstances bool
}

// DescribeInstanceStatusOutput is a page of statuses.
type DescribeInstanceStatusOutput struct {
	InstanceStatuses []InstanceStatus `aws:"always"`
	NextToken        string
}

// InstanceStatus tells whether an instance passes its status checks.
type InstanceStatus struct {
	AvailabilityZone, AvailabilityZoneId string
	InstanceId                           string
	InstanceState                        State
	InstanceStatus                       StatusSummary
	SystemStatus                         StatusSummary
	AttachedEbsStatus                    StatusSummary
}

// StatusSummary is the result of one status check.
type StatusSummary struct {
	Details []StatusDetail `aws:"at=details"`
	Status  string
}

// StatusDetail is what the check has tried.
type StatusDetail struct{ Name, Status string }

var statusFilters = ec2api.Properties[InstanceStatus]{
	"availability-zone":            ec2api.One(func(i InstanceStatus) string { return i.AvailabilityZone }),
	"instance-state-name":          ec2api.One(func(i InstanceStatus) string { return i.InstanceState.Name }),
	"instance-state-code":          ec2api.One(func(i InstanceStatus) string { return strconv.Itoa(i.InstanceState.Code) }),
	"instance-status.status":       ec2api.One(func(i InstanceStatus) string { return i.InstanceStatus.Status }),
	"system-status.status":         ec2api.One(func(i InstanceStatus) string { return i.SystemStatus.Status }),
	"attached-ebs-status.status":   ec2api.One(func(i InstanceStatus) string { return i.AttachedEbsStatus.Status }),
	"instance-status.reachability": ec2api.One(func(i InstanceStatus) string { return reachability(i.InstanceStatus) }),
	"system-status.reachability":   ec2api.One(func(i InstanceStatus) string { return reachability(i.SystemStatus) }),
}

func reachability(s StatusSummary) string {
	if len(s.Details) == 0 {
		return ""
	}
	return s.Details[0].Status
}

// describeInstanceStatus tells of running instances, or of all.
//
// fidelity: ec2.status-checks
func (s *Service) describeInstanceStatus(_ *aws.Request, in *DescribeInstanceStatusInput) (*DescribeInstanceStatusOutput, error) {
	if len(in.InstanceIds) > 0 {
		if _, err := s.all(in.InstanceIds); err != nil {
			return nil, err
		}
	}
	var all []InstanceStatus
	for _, i := range s.inLaunchOrder() {
		if (in.IncludeAllInstances || i.state == Running) && (len(in.InstanceIds) == 0 || slices.Contains(in.InstanceIds, i.id)) {
			all = append(all, i.status())
		}
	}
	list, err := ec2api.Passing(all, in.Filters, statusFilters, s.api.Tags, func(i InstanceStatus) string { return i.InstanceId })
	if err != nil {
		return nil, err
	}
	page, next, err := ec2api.Page(list, in.NextToken, in.MaxResults, 1000)
	if err != nil {
		return nil, err
	}
	return &DescribeInstanceStatusOutput{page, next}, nil
}

// status is what the instance's checks say.
func (i *instance) status() InstanceStatus {
	sum := StatusSummary{Status: i.checks()}
	if detail := map[string]string{"initializing": "initializing", "ok": "passed", "impaired": "failed"}[sum.Status]; detail != "" {
		sum.Details = []StatusDetail{{"reachability", detail}}
	}
	return InstanceStatus{AvailabilityZone: i.subnet.Zone.Name, AvailabilityZoneId: i.subnet.Zone.ID, InstanceId: i.id, InstanceState: i.state,
		InstanceStatus: sum, SystemStatus: sum, AttachedEbsStatus: sum}
}

// checks is the result of the instance's status checks.
func (i *instance) checks() string {
	switch {
	case i.state != Running:
		return "not-applicable"
	case i.impaired:
		return "impaired"
	case !i.checked:
		return "initializing"
	}
	return "ok"
}

package elb

import (
	"strconv"

	"skylab/engine/aws"
)

// Quotas (AWS CLI's example of describe-account-limits, botocore 1.43.67; of
// tags the user guide's).
//
// fidelity: elb.quotas
const (
	maxBalancers       = 50
	maxGroups          = 3000
	maxListeners       = 50
	maxRules           = 100 // of a load balancer, without the default ones
	maxTargets         = 1000
	maxActionGroups    = 5
	maxConditionValues = 5
	maxTags            = 50
	maxPage            = 400
)

// PageInput selects a page.
type PageInput struct {
	Marker   string
	PageSize int `aws:"min=1,max=400"`
}

// DescribeAccountLimitsOutput is the quotas.
type DescribeAccountLimitsOutput struct {
	Limits     []Limit `aws:"always"`
	NextMarker string
}

// Limit is one quota.
type Limit struct{ Name, Max string }

func (s *Service) describeAccountLimits(_ *aws.Request, in *PageInput) (*DescribeAccountLimitsOutput, error) {
	var all []Limit
	for _, l := range []struct {
		name string
		most int
	}{
		{"target-groups", maxGroups}, {"targets-per-application-load-balancer", maxTargets}, {"listeners-per-application-load-balancer", maxListeners},
		{"rules-per-application-load-balancer", maxRules}, {"condition-values-per-alb-rule", maxConditionValues}, {"condition-wildcards-per-alb-rule", 5},
		{"target-groups-per-application-load-balancer", 100}, {"target-groups-per-action-on-application-load-balancer", maxActionGroups},
		{"certificates-per-application-load-balancer", 25}, {"targets-per-target-group", maxTargets},
		{"target-id-registrations-per-application-load-balancer", 1000}, {"application-load-balancers", maxBalancers},
	} {
		all = append(all, Limit{l.name, strconv.Itoa(l.most)})
	}
	list, next, err := page(all, in.Marker, in.PageSize)
	if err != nil {
		return nil, err
	}
	return &DescribeAccountLimitsOutput{list, next}, nil
}

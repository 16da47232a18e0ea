package billing

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// agreedMark stands before the rate in a usage type whose price is agreed on when
// it is used, and not in the list.
const agreedMark = "@"

func agreedOn(name string, rate Rate) UsageType {
	return UsageType(name + agreedMark + strconv.FormatInt(int64(rate), 10))
}

// SpotUsage is usage of a type of Spot Instance at the Spot price of an hour: see
// Service.Hold.
func SpotUsage(instanceType string, rate Rate) UsageType {
	return agreedOn("SpotUsage:"+instanceType, rate)
}

// hourly is what is had by the hour, counted by the second.
var hourly = unit{name: "Hrs", one: "hour", many: "hours", base: 3600, tick: time.Second}

// once is what is paid when it is bought.
var once = unit{name: "Quantity", one: "purchase", many: "purchases", base: 1}

// plansService is how bills call Savings Plans.
const plansService = "Savings Plans for AWS Compute usage"

// agreements are the kinds of usage whose price is agreed on, by how their names
// begin.
var agreements = []struct {
	prefix, service, what string
	unit                  unit
	period                period
}{
	{"SpotUsage:", ec2Service, "Spot Linux ", hourly, secondly},
	{"HeavyUsage:", ec2Service, "Reserved Instances, ", hourly, period{}},
	{"HeavyUsage-Upfront:", ec2Service, "Sign up charge of Reserved Instances, ", once, period{}},
	{"ComputeSP:", plansService, "Compute Savings Plan, ", hourly, period{}},
	{"ComputeSP-Upfront:", plansService, "Sign up charge of a Compute Savings Plan, ", once, period{}},
	{"EC2SP:", plansService, "EC2 Instance Savings Plan, ", hourly, period{}},
	{"EC2SP-Upfront:", plansService, "Sign up charge of an EC2 Instance Savings Plan, ", once, period{}},
}

// agree adds the price of a usage type that was agreed on, and tells its place in
// the list. It panics on a usage type that no price is known of: that is a mistake
// of this program.
func (s *Service) agree(usage UsageType) int {
	name, text, _ := strings.Cut(string(usage), agreedMark)
	rate, err := strconv.ParseInt(text, 10, 64)
	for _, a := range agreements {
		if rest, is := strings.CutPrefix(name, a.prefix); is && err == nil {
			s.addPrice(price{usage: usage, service: a.service, description: a.what + rest, unit: a.unit, free: noneFree, tiers: flat(Rate(rate)), period: a.period})
			return len(s.prices) - 1
		}
	}
	panic(fmt.Sprintf("billing: usage type %q is not in the price list", usage))
}

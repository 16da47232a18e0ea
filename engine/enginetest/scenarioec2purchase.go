package enginetest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
)

// spotted buys Spot Instances, and takes them back.
func (g *generator) spotted() {
	kind := []string{"m5.large", "c7i.xlarge", "t3.micro", "d3.xlarge"}[g.r.IntN(4)]
	options := []string{``, `"MaxPrice":"0.001"`, `"SpotInstanceType":"persistent","InstanceInterruptionBehavior":"stop"`, `"SpotInstanceType":"persistent"`}
	g.ec2(pause(g.r), "RunInstances", `"ImageId":%q,"InstanceType":%q,"MinCount":1,"MaxCount":2,"InstanceMarketOptions":{"MarketType":"spot","SpotOptions":{%s}}`, imageID, kind, options[g.r.IntN(4)])
	g.ec2(0, "RequestSpotInstances", `"LaunchSpecification":{"ImageId":%q,"InstanceType":%q},"Type":%q,"InstanceCount":%d,"ClientToken":"t%d"`, imageID, kind, []string{"one-time", "persistent"}[g.r.IntN(2)], 1+g.r.IntN(2), g.r.IntN(3))
	wait := time.Duration(20+g.r.IntN(60)) * time.Second
	if g.r.IntN(2) == 0 {
		wait += time.Duration(g.r.IntN(120)) * time.Minute
	}
	g.add(wait, "fault.InterruptSpot", fmt.Sprintf(`{"InstanceId":%q,"DurationBeforeSeconds":%d}`, g.machine("i"), 120+g.r.IntN(2)*60))
	g.add(time.Duration(g.r.IntN(100))*time.Second, "fault.Inject", fmt.Sprintf(`{"Kind":"capacity","Target":%q,"Instances":%d}`, kind, g.r.IntN(3)))
	g.ec2(0, "DescribeSpotInstanceRequests", "")
	g.ec2(0, "DescribeSpotPriceHistory", `"InstanceTypes":[%q],"MaxResults":5`, kind)
	g.ec2(time.Duration(g.r.IntN(200))*time.Second, "RunInstances", `"ImageId":%q,"InstanceType":%q,"MinCount":1,"MaxCount":2`, imageID, kind)
	if g.r.IntN(2) == 0 {
		g.ec2(0, "CancelSpotInstanceRequests", `"SpotInstanceRequestIds":[%q]`, g.machine("sir"))
		g.ec2(0, "TerminateInstances", `"InstanceIds":[%q]`, g.machine("i"))
	}
	g.add(time.Duration(g.r.IntN(200))*time.Second, "fault.Clear", fmt.Sprintf(`{"Target":%q}`, kind))
}

// committed buys Reserved Instances and Savings Plans, and uses them.
func (g *generator) committed() {
	if g.offers == nil {
		g.offers = offers(g.seed)
	}
	kind := []string{"m5.large", "m5.xlarge", "t3.micro"}[g.r.IntN(3)]
	g.ec2(pause(g.r), "DescribeReservedInstancesOfferings", `"InstanceType":%q`, kind)
	for range 1 + g.r.IntN(2) {
		switch g.r.IntN(2) {
		case 0:
			ids := g.offers["m5.large"]
			g.ec2(time.Duration(g.r.IntN(90))*time.Minute, "PurchaseReservedInstancesOffering", `"ReservedInstancesOfferingId":%q,"InstanceCount":%d`, ids[g.r.IntN(len(ids))], 1+g.r.IntN(2))
		case 1:
			ids := g.offers["plans"]
			g.add(time.Duration(g.r.IntN(90))*time.Minute, "savingsplans.CreateSavingsPlan", fmt.Sprintf(`{"savingsPlanOfferingId":%q,"commitment":"0.0%d","clientToken":"t%d"}`, ids[g.r.IntN(len(ids))], 1+g.r.IntN(9), g.r.IntN(3)))
		}
		g.ec2(0, "RunInstances", `"ImageId":%q,"InstanceType":%q,"MinCount":1,"MaxCount":2`, imageID, kind)
	}
	g.ec2(time.Duration(g.r.IntN(180))*time.Minute, "DescribeReservedInstances", "")
	g.add(0, "savingsplans.DescribeSavingsPlans", "{}")
	g.add(0, "savingsplans.DescribeSavingsPlansOfferings", `{"planTypes":["Compute"]}`)
	g.ec2(0, "StopInstances", `"InstanceIds":[%q]`, g.machine("i"))
}

// imaged makes images of instances, and launches them.
func (g *generator) imaged() {
	g.ec2(pause(g.r), "RunInstances", `"ImageId":%q,"InstanceType":"t3.micro","MinCount":1,"MaxCount":1,"BlockDeviceMappings":[{"DeviceName":"/dev/sdb","Ebs":{"VolumeSize":%d}}]`, imageID, 1+g.r.IntN(5))
	g.ec2(time.Duration(17+g.r.IntN(40))*time.Second, "CreateImage", `"InstanceId":%q,"Name":"image%d","NoReboot":%v`, g.machine("i"), g.r.IntN(3), g.r.IntN(2) == 0)
	g.ec2(0, "CopyImage", `"SourceImageId":%q,"SourceRegion":"us-east-1","Name":"copy%d"`, []string{imageID, g.machine("ami")}[g.r.IntN(2)], g.r.IntN(3))
	g.ec2(0, "ModifyImageAttribute", `"ImageId":%q,"LaunchPermission":{"Add":[{"Group":"all"}]}`, g.machine("ami"))
	g.ec2(0, "DescribeImageAttribute", `"ImageId":%q,"Attribute":"launchPermission"`, g.machine("ami"))
	g.ec2(time.Duration(g.r.IntN(80))*time.Second, "RunInstances", `"ImageId":%q,"InstanceType":"t3.micro","MinCount":1,"MaxCount":1`, g.machine("ami"))
	if g.r.IntN(2) == 0 {
		g.ec2(0, "DeregisterImage", `"ImageId":%q,"DeleteAssociatedSnapshots":%v`, g.machine("ami"), g.r.IntN(2) == 0)
	}
}

// coupled runs a job on instances that are near each other, or not, and takes one
// away.
func (g *generator) coupled() {
	g.ec2(pause(g.r), "CreatePlacementGroup", `"GroupName":"near","Strategy":%q`, []string{"cluster", "spread"}[g.r.IntN(2)])
	placement := []string{`{"GroupName":"near"}`, `{"AvailabilityZone":"us-east-1a"}`, `{}`}[g.r.IntN(3)]
	g.ec2(0, "RunInstances", `"ImageId":%q,"InstanceType":"c7i.large","MinCount":2,"MaxCount":3,"Placement":%s`, imageID, placement)
	for _, wait := range []int{40, 90} {
		g.add(time.Duration(20+g.r.IntN(wait))*time.Second, "job.Start", fmt.Sprintf(`{"Name":"forecast","InstanceIds":["%s"],"StepNanoseconds":%d,"Steps":%d,"ExchangeBytes":%d}`,
			strings.Join(slices.Compact([]string{g.machine("i"), g.machine("i")}), `","`), 1+g.r.IntN(2_000_000_000), 1+g.r.IntN(500), g.r.IntN(2_000_000)))
	}
	g.add(0, "job.Describe", "{}")
	g.ec2(time.Duration(g.r.IntN(60))*time.Second, []string{"StopInstances", "TerminateInstances", "RebootInstances"}[g.r.IntN(3)], `"InstanceIds":[%q]`, g.machine("i"))
}

// kept keeps capacity, uses it and gives it back.
func (g *generator) kept() {
	criteria := []string{"open", "targeted"}[g.r.IntN(2)]
	g.ec2(pause(g.r), "CreateCapacityReservation", `"InstanceType":"m5.large","InstancePlatform":"Linux/UNIX","AvailabilityZone":"us-east-1a","InstanceCount":%d,"InstanceMatchCriteria":%q`, 1+g.r.IntN(3), criteria)
	g.add(0, "fault.Inject", fmt.Sprintf(`{"Kind":"capacity","Target":"m5.large","Instances":%d}`, g.r.IntN(4)))
	target := ""
	if criteria == "targeted" {
		target = fmt.Sprintf(`,"CapacityReservationSpecification":{"CapacityReservationTarget":{"CapacityReservationId":%q}}`, g.machine("cr"))
	}
	g.ec2(time.Duration(g.r.IntN(60))*time.Second, "RunInstances", `"ImageId":%q,"InstanceType":"m5.large","MinCount":1,"MaxCount":2,"Placement":{"AvailabilityZone":"us-east-1a"}%s`, imageID, target)
	g.ec2(time.Duration(g.r.IntN(60))*time.Second, "ModifyCapacityReservation", `"CapacityReservationId":%q,"InstanceCount":%d`, g.machine("cr"), 1+g.r.IntN(4))
	g.ec2(0, "DescribeCapacityReservations", "")
	g.ec2(time.Duration(g.r.IntN(60))*time.Second, "StopInstances", `"InstanceIds":[%q]`, g.machine("i"))
	if g.r.IntN(2) == 0 {
		g.ec2(time.Duration(g.r.IntN(90))*time.Second, "CancelCapacityReservation", `"CapacityReservationId":%q`, g.machine("cr"))
	}
	g.add(0, "fault.Clear", `{"Target":"m5.large"}`)
}

// offers are ids of what can be bought: they are the same in all worlds.
func offers(seed uint64) map[string][]string {
	g := &generator{w: engine.New(engine.Config{Seed: seed})}
	g.ec2(0, "DescribeReservedInstancesOfferings", `"InstanceType":"m5.large"`)
	g.add(0, "savingsplans.DescribeSavingsPlansOfferings", `{"planTypes":["Compute"]}`)
	out := map[string][]string{}
	for i, what := range []string{"m5.large", "plans"} {
		gather(aws.Tree(g.w.Do(g.steps[i].Call).Out), what, out)
	}
	return out
}

// gather collects the ids of offerings in an answer.
func gather(v any, what string, out map[string][]string) {
	switch v := v.(type) {
	case aws.Object:
		for _, f := range v {
			if id, is := f.Value.(string); is && (f.Name == "offeringId" || f.Name == "ReservedInstancesOfferingId") {
				out[what] = append(out[what], id)
			}
			gather(f.Value, what, out)
		}
	case []any:
		for _, e := range v {
			gather(e, what, out)
		}
	}
}

package enginetest

import (
	"fmt"
	"time"
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
	g.add(time.Duration(g.r.IntN(100))*time.Second, "fault.SetCapacity", fmt.Sprintf(`{"InstanceType":%q,"Instances":%d}`, kind, g.r.IntN(3)))
	g.ec2(0, "DescribeSpotInstanceRequests", "")
	g.ec2(0, "DescribeSpotPriceHistory", `"InstanceTypes":[%q],"MaxResults":5`, kind)
	g.ec2(time.Duration(g.r.IntN(200))*time.Second, "RunInstances", `"ImageId":%q,"InstanceType":%q,"MinCount":1,"MaxCount":2`, imageID, kind)
	if g.r.IntN(2) == 0 {
		g.ec2(0, "CancelSpotInstanceRequests", `"SpotInstanceRequestIds":[%q]`, g.machine("sir"))
		g.ec2(0, "TerminateInstances", `"InstanceIds":[%q]`, g.machine("i"))
	}
	g.add(time.Duration(g.r.IntN(200))*time.Second, "fault.SetCapacity", fmt.Sprintf(`{"InstanceType":%q}`, kind))
}

package ec2_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"skylab/engine/billing"
	"skylab/engine/ec2/instancetype"
)

const zoneA = `,"Placement":{"AvailabilityZone":"us-east-1a"}`

// spot are the market options of a launch.
func spot(more string) string {
	return `,"InstanceMarketOptions":{"MarketType":"spot","SpotOptions":{` + more + `}}`
}

// request is what describe-spot-instance-requests has of the first request.
func (w *world) request(t *testing.T, path string) string {
	t.Helper()
	return strings.Join(texts(w.must(t, "DescribeSpotInstanceRequests", ""), "SpotInstanceRequests[]."+path), " ")
}

// spotHours is what Spot usage of a type comes to, in hours and dollars.
func (w *world) spotHours(kind string) (hours, dollars float64) {
	for _, l := range w.bill.Bill().Lines {
		if l.UsageType.Name() == "SpotUsage:"+kind {
			f, _ := l.Amount.Float64()
			hours, dollars = hours+l.Quantity.Float(), dollars+f
		}
	}
	return hours, dollars
}

func TestSpotInstanceIsBoughtAtTheSpotPrice(t *testing.T) {
	w := newWorld(t)
	id := w.running(t, "m5.large", zoneA+spot(""))
	if got := w.see(t, id, "InstanceLifecycle"); got != "spot" {
		t.Errorf("lifecycle %q", got)
	}
	if got := w.request(t, "SpotInstanceRequestId"); got != w.see(t, id, "SpotInstanceRequestId") || !strings.HasPrefix(got, "sir-") {
		t.Errorf("request %q", got)
	}
	if got := w.request(t, "State") + " " + w.request(t, "Status.Code") + " " + w.request(t, "Type"); got != "active fulfilled one-time" {
		t.Error(got)
	}
	price := float64(w.SpotPrice("us-east-1a", "m5.large")) / 1e10
	// Facts 8: who stops it after 40 minutes pays for 40 minutes.
	w.Advance(w.began[id].Add(40*time.Minute), 1<<40)
	w.must(t, "TerminateInstances", `"InstanceIds":[%q]`, id)
	w.wait(5 * time.Minute)
	if hours, cost := w.spotHours("m5.large"); math.Abs(hours-40.0/60) > 1e-9 || math.Abs(cost-40.0/60*price) > 1e-9 {
		t.Errorf("%f hours for $%f, want 40 minutes at $%f", hours, cost, price)
	}
	if got := w.used(billing.BoxUsage("m5.large")); got != 0 {
		t.Errorf("%f On-Demand hours as well", got)
	}
	if got := w.request(t, "State") + " " + w.request(t, "Status.Code"); got != "closed instance-terminated-by-user" {
		t.Error(got)
	}
}

// Facts 8: one that EC2 takes back at 40 minutes costs nothing; later the seconds
// are paid.
func TestInterruptionIsFreeInTheFirstHour(t *testing.T) {
	for _, c := range []struct{ after, paid time.Duration }{{40 * time.Minute, 0}, {90 * time.Minute, 90 * time.Minute}} {
		w := newWorld(t)
		id := w.running(t, "m5.large", zoneA+spot(""))
		w.Advance(w.began[id].Add(c.after-2*time.Minute), 1<<40)
		w.must(t, "InterruptSpot", `"InstanceId":%q`, id)
		action, at, ok := w.Notice(id)
		if !ok || action != "terminate" || at != w.Now().Add(2*time.Minute) {
			t.Errorf("notice %s at %v, %v", action, at, ok)
		}
		w.wait(2*time.Minute - time.Second)
		if got := w.see(t, id, "State.Name"); got != "running" {
			t.Errorf("%s before the two minutes are over", got)
		}
		w.wait(5 * time.Minute)
		if got := w.see(t, id, "State.Name") + " " + w.see(t, id, "StateReason.Code"); got != "terminated Server.SpotInstanceTermination" {
			t.Error(got)
		}
		if hours, _ := w.spotHours("m5.large"); math.Abs(hours-c.paid.Hours()) > 1e-9 {
			t.Errorf("interrupted after %v: %f hours are paid, want %f", c.after, hours, c.paid.Hours())
		}
		if got := w.request(t, "Status.Code"); got != "instance-terminated-by-experiment" {
			t.Error(got)
		}
	}
}

// Each hour of an instance costs what the price is when it begins.
func TestHoursHaveTheirPrices(t *testing.T) {
	w := newWorld(t)
	id := w.running(t, "c7i.large", zoneA+spot(""))
	want := 0.0
	for h := range 60 {
		at := w.began[id].Add(time.Duration(h) * time.Hour)
		w.Advance(at, 1<<40)
		want += float64(w.SpotPrice("us-east-1a", "c7i.large")) / 1e10
	}
	w.Advance(w.began[id].Add(60*time.Hour), 1<<40)
	if hours, cost := w.spotHours("c7i.large"); math.Abs(hours-60) > 1e-9 || math.Abs(cost-want) > 1e-9 {
		t.Errorf("%f hours for $%f, want $%f", hours, cost, want)
	}
}

func TestSpotIsRefused(t *testing.T) {
	w := newWorld(t)
	w.must(t, "Inject", `"Kind":"capacity","Target":"c7i.large","Instances":0`)
	price := strings.TrimRight(fmt.Sprintf("%.6f", float64(w.SpotPrice("us-east-1a", "m5.large"))/1e10), "0")
	for _, c := range []struct{ kind, more, want string }{
		{"m5.large", spot(`"MaxPrice":"0.001"`), "SpotMaxPriceTooLow: Your Spot request price of 0.001 is lower than the minimum required Spot request fulfillment price of " + price + "."},
		{"m5.large", spot(`"MaxPrice":"0.0005"`), "InvalidParameterValue: Invalid value '0.0005' for maxPrice: it must be at least 0.001"},
		{"c7i.large", spot(""), "InsufficientInstanceCapacity: There is no Spot capacity available that matches your request."},
		{"m5.24xlarge", `,"MinCount":3,"MaxCount":3` + spot(""), "MaxSpotInstanceCountExceeded: Max spot instance count exceeded"},
		{"m5.large", spot(`"InstanceInterruptionBehavior":"stop"`), "InvalidParameterCombination: stop is not supported for one-time Spot Instance requests."},
		{"m5.large", `,"DisableApiTermination":true` + spot(""), "UnsupportedOperation: You can't use the disableApiTermination parameter with Spot Instances."},
	} {
		if got := w.refused("RunInstances", `"ImageId":%q,"InstanceType":%q,"MinCount":1,"MaxCount":1%s%s`, linux, c.kind, zoneA, c.more); got != c.want {
			t.Errorf("%s%s:\n got %s\nwant %s", c.kind, c.more, got, c.want)
		}
	}
	id := w.running(t, "m5.large", spot(""))
	if got := w.refused("StopInstances", `"InstanceIds":[%q]`, id); !strings.HasPrefix(got, "UnsupportedOperation: You can't stop the Spot Instance '"+id+"' because it is associated with a one-time") {
		t.Error(got)
	}
}

// On-Demand launches go before Spot Instances, which are interrupted for them, the
// newest first.
func TestCapacityIsTakenFromSpot(t *testing.T) {
	w := newWorld(t)
	w.must(t, "Inject", `"Kind":"capacity","Target":"m5.large","AvailabilityZone":"us-east-1a","Instances":3`)
	old := w.running(t, "m5.large", zoneA+spot(""))
	young := w.running(t, "m5.large", zoneA+spot(""))
	w.run(t, "m5.large", 2, zoneA)
	if _, _, told := w.Notice(old); told {
		t.Error("the older one is told")
	}
	if _, _, told := w.Notice(young); !told {
		t.Error("the newer one is not told")
	}
	want := "InsufficientInstanceCapacity: We currently do not have sufficient m5.large capacity in the Availability Zone you requested (us-east-1a). Our system will be working on provisioning additional capacity. " +
		"You can currently get m5.large capacity by not specifying an Availability Zone in your request or choosing us-east-1b, us-east-1c."
	if got := w.refused("RunInstances", `"ImageId":%q,"InstanceType":"m5.large","MinCount":2,"MaxCount":2%s`, linux, zoneA); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	w.wait(5 * time.Minute)
	if got := w.see(t, young, "StateReason.Code"); got != "Server.SpotInstanceTermination" {
		t.Errorf("%q", got)
	}
	// A launch that names no zone finds one with room.
	w.must(t, "Inject", `"Kind":"capacity","Target":"m5.large","AvailabilityZone":"us-east-1b","Instances":0`)
	for range 8 {
		if id := w.run(t, "m5.large", 2, "")[0]; w.see(t, id, "Placement.AvailabilityZone") != "us-east-1c" {
			t.Error("it is in a zone without room")
		}
	}
}

// A persistent request that was interrupted gets an instance again; one that stops
// gets its own back.
func TestPersistentRequestsComeBack(t *testing.T) {
	for _, behavior := range []string{"terminate", "stop", "hibernate"} {
		w := newWorld(t)
		more := zoneA + spot(fmt.Sprintf(`"SpotInstanceType":"persistent","InstanceInterruptionBehavior":%q`, behavior))
		if behavior == "hibernate" {
			more += `,"HibernationOptions":{"Configured":true},"BlockDeviceMappings":[{"DeviceName":"/dev/xvda","Ebs":{"VolumeSize":20,"Encrypted":true}}]`
		}
		id := w.running(t, "m5.large", more)
		w.wait(2 * time.Hour)
		w.must(t, "Inject", `"Kind":"capacity","Target":"m5.large","Instances":0`)
		if behavior == "hibernate" {
			if got := w.see(t, id, "State.Name"); got != "stopping" {
				t.Errorf("hibernation begins at once, it is %s", got)
			}
		}
		w.wait(10 * time.Minute)
		if got := w.request(t, "State"); got != "open" {
			t.Errorf("%s: the request is %s", behavior, got)
		}
		if behavior != "terminate" {
			if got := w.refused("StartInstances", `"InstanceIds":[%q]`, id); !strings.HasPrefix(got, "IncorrectSpotRequestState: ") {
				t.Errorf("%s: %q", behavior, got)
			}
			if got := w.see(t, id, "State.Name") + " " + w.see(t, id, "StateReason.Code") + " " + w.request(t, "Status.Code"); got != "stopped Server.SpotInstanceShutdown instance-stopped-no-capacity" {
				t.Errorf("%s: %s", behavior, got)
			}
		}
		w.must(t, "Clear", `"Target":"m5.large"`)
		w.wait(10 * time.Minute)
		if got := w.request(t, "State") + " " + w.request(t, "Status.Code"); got != "active fulfilled" {
			t.Errorf("%s: %s", behavior, got)
		}
		if back := w.request(t, "InstanceId"); (back == id) != (behavior != "terminate") || w.see(t, back, "State.Name") != "running" {
			t.Errorf("%s: the instance is %s, it was %s", behavior, back, id)
		}
		w.must(t, "CancelSpotInstanceRequests", `"SpotInstanceRequestIds":[%q]`, w.request(t, "SpotInstanceRequestId"))
		if got := w.request(t, "State") + " " + w.request(t, "Status.Code"); got != "cancelled request-canceled-and-instance-running" {
			t.Errorf("%s: %s", behavior, got)
		}
	}
}

func TestUserStopsAndStartsPersistentOne(t *testing.T) {
	w := newWorld(t)
	id := w.running(t, "m5.large", spot(`"SpotInstanceType":"persistent","InstanceInterruptionBehavior":"stop"`))
	w.must(t, "StopInstances", `"InstanceIds":[%q]`, id)
	w.wait(5 * time.Minute)
	if got := w.request(t, "State") + " " + w.request(t, "Status.Code"); got != "disabled instance-stopped-by-user" {
		t.Error(got)
	}
	w.must(t, "StartInstances", `"InstanceIds":[%q]`, id)
	w.wait(time.Minute)
	if got := w.request(t, "State") + " " + w.see(t, id, "State.Name"); got != "active running" {
		t.Error(got)
	}
}

func TestRequestSpotInstances(t *testing.T) {
	w := newWorld(t)
	spec := fmt.Sprintf(`"LaunchSpecification":{"ImageId":%q,"InstanceType":"m5.large","Placement":{"AvailabilityZone":"us-east-1a"}},"TagSpecifications":[{"ResourceType":"spot-instances-request","Tags":[{"Key":"k","Value":"v"}]}]`, linux)
	low := w.must(t, "RequestSpotInstances", spec+`,"SpotPrice":"0.001","ClientToken":"a"`)
	if got := texts(low, "SpotInstanceRequests[].State")[0] + " " + texts(low, "SpotInstanceRequests[].Status.Code")[0]; got != "open pending-evaluation" {
		t.Error(got)
	}
	if got := w.refused("RequestSpotInstances", spec+`,"ClientToken":"a"`); !strings.HasPrefix(got, "IdempotentParameterMismatch") {
		t.Error(got)
	}
	w.must(t, "RequestSpotInstances", spec+`,"SpotPrice":"0.001","ClientToken":"a"`)
	w.wait(10 * time.Second)
	if got := w.request(t, "State") + " " + w.request(t, "Status.Code") + " " + w.request(t, "Tags[].Value"); got != "open price-too-low v" {
		t.Error(got)
	}
	w.must(t, "CancelSpotInstanceRequests", `"SpotInstanceRequestIds":[%q]`, w.request(t, "SpotInstanceRequestId"))
	w.must(t, "RequestSpotInstances", spec+`,"InstanceCount":2`)
	w.wait(30 * time.Second)
	if got := w.request(t, "State"); got != "cancelled active active" {
		t.Error(got)
	}
	if got := w.refused("RequestSpotInstances", spec+`,"InstanceCount":500`); got != "MaxSpotInstanceCountExceeded: Max spot instance count exceeded" {
		t.Error(got)
	}
}

// Prices of a time are those that instances were billed by, newest first.
func TestSpotPriceHistory(t *testing.T) {
	w := newWorld(t)
	w.wait(100 * time.Hour)
	out := w.must(t, "DescribeSpotPriceHistory", `"InstanceTypes":["m5.large"],"AvailabilityZone":"us-east-1a","ProductDescriptions":["Linux/UNIX"]`)
	prices, times := texts(out, "SpotPriceHistory[].SpotPrice"), texts(out, "SpotPriceHistory[].Timestamp")
	if now := float64(w.SpotPrice("us-east-1a", "m5.large")) / 1e10; len(prices) < 50 || prices[0] != fmt.Sprintf("%.6f", now) {
		t.Errorf("%d prices, the last is %v, and it is %f", len(prices), prices[:1], now)
	}
	oldest, err := time.Parse(time.RFC3339, times[len(times)-1])
	if age := w.Now().Wall().Sub(oldest); err != nil || age < 90*24*time.Hour-time.Second || age > 91*24*time.Hour {
		t.Errorf("the oldest is %v old (%v)", age, err)
	}
	page := w.must(t, "DescribeSpotPriceHistory", `"StartTime":%q,"EndTime":%q`, w.Now().Wall().Format(time.RFC3339), w.Now().Wall().Format(time.RFC3339))
	count := 0
	for _, kind := range instancetype.All() {
		if kind.Spot {
			count += 3
		}
	}
	if got := len(texts(page, "SpotPriceHistory[].SpotPrice")); got != count {
		t.Errorf("%d prices hold now, want one for each of %d pools", got, count)
	}
}

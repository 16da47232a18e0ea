package ec2

import (
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/ec2/instancetype"
	"skylab/engine/ec2/spot"
	"skylab/engine/sim"
)

// InstanceMarketOptions say how an instance is bought, where not On-Demand.
type InstanceMarketOptions struct {
	MarketType  string `aws:"enum=spot|capacity-block|interruptible-capacity-reservation"`
	SpotOptions *SpotMarketOptions
}

// SpotMarketOptions are what a launch of Spot Instances asks for. MaxPrice is
// dollars for an hour; without it the On-Demand price is the most.
type SpotMarketOptions struct {
	MaxPrice                     string
	SpotInstanceType             string `aws:"enum=one-time|persistent"`
	BlockDurationMinutes         int
	ValidUntil                   *time.Time
	InstanceInterruptionBehavior string `aws:"enum=hibernate|stop|terminate"`
}

// spotPlan is the part of a launch that is about Spot.
type spotPlan struct {
	max        int64 // dollars for an hour, in 1e-10
	persistent bool
	behavior   string
	validUntil sim.Time // 0 for ever
	request    *spotRequest
}

// planMarket is about how the instances are bought.
//
// fidelity: ec2.spot-requests
func (s *Service) planMarket(p *launchPlan) *aws.Error {
	in := p.in.InstanceMarketOptions
	if in == nil {
		return nil
	}
	if in.MarketType != "spot" {
		if in.MarketType == "" {
			return ec2api.Missing("MarketType")
		}
		return ec2api.Invalid("skylab does not simulate the market type %s", in.MarketType)
	}
	if !p.kind.Spot {
		return aws.Errorf(400, "Unsupported", "The requested configuration is currently not supported. Please check the documentation for supported configurations.")
	}
	p.spot = &spotPlan{max: p.kind.Price, behavior: "terminate"}
	if o := in.SpotOptions; o != nil {
		return p.spot.ask(o, p)
	}
	return nil
}

// ask is what the options say, if they make sense together.
func (w *spotPlan) ask(o *SpotMarketOptions, p *launchPlan) (err *aws.Error) {
	if o.InstanceInterruptionBehavior != "" {
		w.behavior = o.InstanceInterruptionBehavior
	}
	w.persistent = o.SpotInstanceType == "persistent"
	if o.MaxPrice != "" {
		if w.max, err = dollars(o.MaxPrice); err != nil {
			return err
		}
	}
	if o.ValidUntil != nil {
		w.validUntil = sim.FromWall(*o.ValidUntil)
	}
	switch {
	case o.BlockDurationMinutes != 0:
		return ec2api.Invalid("skylab does not simulate Spot Instances with a defined duration")
	case w.behavior != "terminate" && !w.persistent:
		return ec2api.Combination("%s is not supported for one-time Spot Instance requests.", w.behavior)
	case o.ValidUntil != nil && !w.persistent:
		return ec2api.Combination("validUntil is not supported for one-time Spot Instance requests.")
	case p.in.DisableApiTermination:
		return aws.Errorf(400, "UnsupportedOperation", "You can't use the disableApiTermination parameter with Spot Instances.")
	case w.behavior == "hibernate":
		return canHibernate(p.kind)
	}
	return nil
}

// leastMaxPrice is the least maximum price, 0.001 dollars (API reference,
// SpotMarketOptions).
const leastMaxPrice = 10_000_000

// dollars reads an amount such as "0.03", in 1e-10 dollars.
func dollars(text string) (int64, *aws.Error) {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || !(f >= 0 && f < 1e6) {
		return 0, ec2api.Invalid("Invalid value '%s' for maxPrice", text)
	}
	n := int64(float64(f*1e10) + 0.5)
	if n < leastMaxPrice {
		return 0, ec2api.Invalid("Invalid value '%s' for maxPrice: it must be at least 0.001", text)
	}
	return n, nil
}

// asDollars is an amount as the API writes prices: six decimals.
func asDollars(n int64) string {
	text := strconv.FormatInt(n/10_000, 10)
	if len(text) < 7 {
		text = strings.Repeat("0", 7-len(text)) + text
	}
	return text[:len(text)-6] + "." + text[len(text)-6:]
}

// market is where a pool's Spot price is from.
func (s *Service) market(p pool) spot.Pool {
	return spot.Pool{Seed: s.k.Seed(), Zone: p.zone, Type: p.kind, OnDemand: instancetype.Named(p.kind).Price}
}

// SpotPrice is the Spot price of a type in a zone now, for an hour, in 1e-10
// dollars; the type must exist.
//
// fidelity: ec2.spot-price
func (s *Service) SpotPrice(zone, kind string) int64 {
	m := s.market(pool{zone, kind})
	return m.Price(m.At(s.k.Now().Since()))
}

// left is how the places that a launch may take in a pool are counted.
func (s *Service) left(p *launchPlan) func(pool) int {
	if p.spot != nil {
		return s.free
	}
	return s.available
}

// planCapacity is whether the zone has the machines, and for Spot whether they
// cost no more than the launch allows.
//
// fidelity: ec2.spot-requests
func (s *Service) planCapacity(p *launchPlan, least int) *aws.Error {
	at := pool{p.subnet.Zone.Name, p.kind.Name}
	if p.spot != nil {
		if price := s.SpotPrice(at.zone, at.kind); price > p.spot.max {
			return aws.Errorf(400, "SpotMaxPriceTooLow", "Your Spot request price of %s is lower than the minimum required Spot request fulfillment price of %s.",
				short(p.spot.max), short(price))
		}
	}
	n := s.left(p)(at) + s.kept(p)
	if n < least {
		if p.spot != nil {
			return aws.Errorf(500, "InsufficientInstanceCapacity", "There is no Spot capacity available that matches your request.")
		}
		return s.insufficient(at)
	}
	p.count = min(p.count, n)
	return nil
}

// short is a price without zeros at its end, as AWS's texts have it.
func short(n int64) string { return strings.TrimRight(strings.TrimRight(asDollars(n), "0"), ".") }

func tooManySpot() *aws.Error {
	return aws.Errorf(400, "MaxSpotInstanceCountExceeded", "Max spot instance count exceeded")
}

// spotHour is when another hour of a Spot Instance begins: it costs what the
// price is now, or ends if that is more than it may cost.
//
// fidelity: ec2.spot-billing
func (s *Service) spotHour(e SpotHourBegan) {
	i := s.instances[e.Instance]
	if i == nil || i.turn != e.Turn {
		return
	}
	s.k.After(time.Hour, SpotHourBegan{i.id, i.turn})
	if price := s.SpotPrice(i.pool().zone, i.kind.Name); price > i.spot.Max {
		s.interrupt(i, byPrice, interruptionNotice)
		return
	}
	s.meterSpot(i)
}

// meterSpot has the bill count a Spot Instance while it runs, at the price of the
// hour; nothing is paid for one that EC2 takes back in its first hour.
//
// fidelity: ec2.spot-billing
func (s *Service) meterSpot(i *instance) {
	rate := int64(0)
	if i.state == Running {
		rate = s.SpotPrice(i.pool().zone, i.kind.Name)
	}
	if rate == i.rate {
		return
	}
	if i.rate > 0 {
		usage := billing.SpotUsage(i.kind.Name, billing.Rate(i.rate))
		if rate == 0 && strings.HasPrefix(i.reason.Code, "Server.Spot") && s.k.Now().Sub(i.running) < time.Hour {
			s.bill.Waive(usage, i.id, "")
		} else {
			s.bill.Hold(usage, i.id, "", 0)
		}
	}
	if i.rate = rate; rate > 0 {
		s.bill.Hold(billing.SpotUsage(i.kind.Name, billing.Rate(rate)), i.id, "", 1)
	}
}

package ec2

import (
	"time"

	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

// namespace is where EC2's metrics are.
const namespace = "AWS/EC2"

// basic and detailed are how often metrics other than those of status checks
// come (EC2 user guide, CloudWatch metrics).
const (
	basic    = 5 * time.Minute
	detailed = time.Minute
)

// instanceMetrics is what CloudWatch gets of an instance.
type instanceMetrics struct {
	cpu, in, out                         *cloudwatch.Metric
	failed, failedInstance, failedSystem *cloudwatch.Metric
	passed                               uint64             // status checks since those were told
	usage, balance, surplus              *cloudwatch.Metric // nil without credits
	groupCPU, groupIn, groupOut          *cloudwatch.Metric // of its Auto Scaling group, or nil
	since                                sim.Time           // of the period under way
	spent                                time.Duration      // CPU time up to then
	sent, received                       int64
}

// tick sees to it that running instances are measured each minute.
func (s *Service) tick() {
	if !s.ticking && len(s.running) > 0 {
		s.ticking = true
		minute := sim.Time(time.Minute)
		s.k.At((s.k.Now()/minute+1)*minute, MinutePassed{})
	}
}

// minutePassed measures what runs.
func (s *Service) minutePassed() {
	s.ticking = false
	for _, i := range sim.InOrder(s.running) {
		if i.cpu != nil && i.system != nil {
			s.countCredits(i)
			s.throttle(i)
		}
		if s.world.CloudWatch != nil {
			s.measure(i)
		}
	}
	s.tick()
}

// measure tells CloudWatch of a minute and, when a period is over, of that.
//
// fidelity: ec2.metrics
func (s *Service) measure(i *instance) {
	now := s.k.Now()
	if i.metrics == nil {
		i.metrics = s.newMetrics(i)
	}
	m := i.metrics
	period := basic
	if i.wants.Monitoring {
		period = detailed
	}
	over := now%sim.Time(period) == 0
	m.countChecks(now-sim.Time(time.Minute), i.impaired, over)
	if over {
		s.measurePeriod(i, m, now, period)
	}
}

// state is what decides what is told next.
func (m *instanceMetrics) state() []int64 {
	if m == nil {
		return nil
	}
	return []int64{int64(m.passed), int64(m.since), int64(m.spent), m.sent, m.received}
}

// countChecks tells of a minute's status checks: at once while they fail, and of
// those that passed together when a period is over.
func (m *instanceMetrics) countChecks(minute sim.Time, impaired, over bool) {
	all := [...]*cloudwatch.Metric{m.failed, m.failedSystem, m.failedInstance}
	switch {
	case impaired:
		for _, metric := range all {
			metric.Record(minute, 1)
		}
	default:
		m.passed++
	}
	if m.passed > 0 && (over || impaired) {
		for _, metric := range all {
			metric.RecordSet(minute, cloudwatch.Stats{Count: m.passed})
		}
		m.passed = 0
	}
}

// measurePeriod tells of the period that is over.
func (s *Service) measurePeriod(i *instance, m *instanceMetrics, now sim.Time, period time.Duration) {
	at := now - sim.Time(period)
	spent, sent, received := i.spent+i.work(now), i.sent, i.received
	if i.system != nil {
		sent, received = sent+i.system.Sent, received+i.system.Received
	}
	length := now.Sub(max(m.since, i.running))
	if length <= 0 || i.failed { // a machine that is gone tells nothing
		m.since, m.spent, m.sent, m.received = now, spent, sent, received
		return
	}
	percent := 100 * float64(spent-m.spent) / (float64(length) * float64(i.kind.VCPUs))
	for _, value := range []struct {
		own, group *cloudwatch.Metric
		v          float64
	}{{m.cpu, m.groupCPU, percent}, {m.in, m.groupIn, float64(received - m.received)}, {m.out, m.groupOut, float64(sent - m.sent)}} {
		value.own.Record(at, value.v)
		if value.group != nil && i.grouped {
			value.group.Record(at, value.v)
		}
	}
	if m.balance != nil && i.cpu != nil {
		m.usage.Record(at, i.usedCredits.Minutes())
		m.balance.Record(at, i.cpu.Balance.Float()+i.cpu.Launch.Float())
		m.surplus.Record(at, i.cpu.Surplus.Float())
		i.usedCredits = 0
	}
	m.since, m.spent, m.sent, m.received = now, spent, sent, received
}

// newMetrics are the metrics of an instance, from its last start on.
func (s *Service) newMetrics(i *instance) *instanceMetrics {
	of := func(name, unit string, d cloudwatch.Dimension) *cloudwatch.Metric {
		return s.world.CloudWatch.Metric(namespace, name, unit, []cloudwatch.Dimension{d})
	}
	own := cloudwatch.Dimension{Name: "InstanceId", Value: i.id}
	m := &instanceMetrics{cpu: of("CPUUtilization", "Percent", own), in: of("NetworkIn", "Bytes", own), out: of("NetworkOut", "Bytes", own),
		failed: of("StatusCheckFailed", "Count", own), failedInstance: of("StatusCheckFailed_Instance", "Count", own), failedSystem: of("StatusCheckFailed_System", "Count", own),
		since: i.running, spent: i.spent}
	if i.kind.Burstable {
		m.usage, m.balance, m.surplus = of("CPUCreditUsage", "Count", own), of("CPUCreditBalance", "Count", own), of("CPUSurplusCreditBalance", "Count", own)
	}
	s.findGroupMetrics(i, m)
	return m
}

// Load is how busy an instance is: shares from 0 to 1, all 0 where its system
// does not run.
type Load struct {
	// CPU is that of its vCPUs since they were last measured, Memory and Disk how
	// much of them is in use now.
	CPU, Memory, Disk float64
	// Credits is its balance of CPU credits; Burstable tells whether it has any.
	Credits   float64
	Burstable bool
}

// Load is how busy the instance with that id is.
func (s *Service) Load(id string) (l Load) {
	i := s.instances[id]
	if i == nil || i.state != Running || i.system == nil {
		return l
	}
	now := s.k.Now()
	since, spent := i.running, i.spent
	if i.metrics != nil {
		since, spent = max(since, i.metrics.since), i.metrics.spent
	}
	if length := now.Sub(since); length > 0 {
		l.CPU = float64(i.spent+i.work(now)-spent) / (float64(length) * float64(i.kind.VCPUs))
	}
	l.Memory = float64(i.system.Used()) / float64(i.system.Memory)
	l.Disk = 1 - float64(i.disk.Free())/float64(i.disk.Size)
	if i.cpu != nil {
		l.Credits, l.Burstable = i.cpu.Balance.Float()+i.cpu.Launch.Float(), true
	}
	return l
}

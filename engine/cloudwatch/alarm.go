package cloudwatch

import (
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// Alarm states.
const (
	StateOK           = "OK"
	StateAlarm        = "ALARM"
	StateInsufficient = "INSUFFICIENT_DATA"
)

// alarm is a metric alarm.
type alarm struct {
	MetricAlarm
	// version tells this configuration's evaluations from earlier ones'.
	version int
	// changed, updated and transitioned are the alarm's times.
	changed, updated, transitioned sim.Time
	// previous is the state before the last transition.
	previous state
}

// MetricAlarm is an alarm as AWS describes it.
//
// fidelity: cloudwatch.alarm-api
type MetricAlarm struct {
	AlarmName                          string
	AlarmArn                           string
	AlarmDescription                   string
	AlarmConfigurationUpdatedTimestamp time.Time `aws:"micros"`
	ActionsEnabled                     bool      `aws:"always"`
	OKActions                          []string  `aws:"always"`
	AlarmActions                       []string  `aws:"always"`
	InsufficientDataActions            []string  `aws:"always"`
	StateValue                         string
	StateReason                        string
	StateReasonData                    string
	StateUpdatedTimestamp              time.Time `aws:"micros"`
	MetricName                         string
	Namespace                          string
	Statistic                          string
	ExtendedStatistic                  string
	Dimensions                         []Dimension `aws:"always"`
	Period                             int
	Unit                               string
	EvaluationPeriods                  int
	DatapointsToAlarm                  int
	Threshold                          *float64
	ComparisonOperator                 string
	TreatMissingData                   string
	EvaluateLowSampleCountPercentile   string
	Metrics                            []MetricDataQuery
	StateTransitionedTimestamp         time.Time `aws:"micros"`
}

// AlarmStateChanged has happened when an alarm went from one state to another.
type AlarmStateChanged struct{ Alarm, Old, New, Reason string }

// Kind names the event.
func (AlarmStateChanged) Kind() string { return "cloudwatch.AlarmStateChanged" }

// state is what an alarm's state consists of.
type state struct {
	value, reason, data string
	at                  sim.Time
}

func (a *alarm) state() state {
	return state{a.StateValue, a.StateReason, a.StateReasonData, a.updated}
}

// statistic is what the alarm watches, of a single metric.
func (a *alarm) statistic() string { return a.Statistic + a.ExtendedStatistic }

// describe is the alarm with its times; lists are its own.
func (a *alarm) describe() MetricAlarm {
	m := a.MetricAlarm
	m.AlarmConfigurationUpdatedTimestamp = a.changed.Wall()
	m.StateUpdatedTimestamp, m.StateTransitionedTimestamp = a.updated.Wall(), a.transitioned.Wall()
	m.OKActions, m.AlarmActions = slices.Clone(m.OKActions), slices.Clone(m.AlarmActions)
	m.InsufficientDataActions = slices.Clone(m.InsufficientDataActions)
	return m
}

// set puts the alarm into a state; a new one is told to all.
func (s *Service) set(a *alarm, to state) {
	from := a.state()
	to.at = s.k.Now()
	a.StateValue, a.StateReason, a.StateReasonData, a.updated = to.value, to.reason, to.data, to.at
	if from.value == to.value {
		return
	}
	a.transitioned, a.previous = to.at, from
	s.remember(a, "StateUpdate", "Alarm updated from "+from.value+" to "+to.value, stateHistory(from, to))
	s.k.Emit(AlarmStateChanged{a.AlarmName, from.value, to.value, to.reason})
}

// alarmARN is the ARN of an alarm.
func alarmARN(name string) string { return aws.ARN("cloudwatch", "alarm:"+name) }

// stamp is a time as alarms write it in JSON.
func stamp(t sim.Time) string { return t.Wall().Format("2006-01-02T15:04:05.000-0700") }

package cloudwatch

import (
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// historyKept bounds how many items are remembered, of all alarms together.
//
// fidelity: cloudwatch.alarm-history
const historyKept = 1000

// historyItem is something that happened to an alarm.
type historyItem struct {
	at                       sim.Time
	alarm, kind, brief, data string
}

// remember adds an item; the oldest makes room.
func (s *Service) remember(a *alarm, kind, brief, data string) {
	if len(s.history) == historyKept {
		s.history = append(s.history[:0], s.history[1:]...)
	}
	s.history = append(s.history, historyItem{s.k.Now(), a.AlarmName, kind, brief, data})
}

// DescribeAlarmHistoryInput selects items.
//
// fidelity: cloudwatch.alarm-api
type DescribeAlarmHistoryInput struct {
	AlarmName          string `aws:"min=1,max=255"`
	AlarmTypes         []string
	HistoryItemType    string `aws:"enum=ConfigurationUpdate|StateUpdate|Action"`
	StartDate, EndDate time.Time
	// MaxRecords is how many to list at most; 0 is 100.
	MaxRecords int    `aws:"min=1,max=100"`
	ScanBy     string `aws:"enum=TimestampDescending|TimestampAscending"`
}

// DescribeAlarmHistoryOutput are the items, newest first by default.
type DescribeAlarmHistoryOutput struct {
	AlarmHistoryItems []AlarmHistoryItem `aws:"always"`
}

// AlarmHistoryItem is something that happened to an alarm.
type AlarmHistoryItem struct {
	AlarmName       string
	AlarmType       string
	Timestamp       time.Time `aws:"micros"`
	HistoryItemType string
	HistorySummary  string
	HistoryData     string
}

func (s *Service) describeAlarmHistory(_ *aws.Request, in *DescribeAlarmHistoryInput) (*DescribeAlarmHistoryOutput, error) {
	limit := in.MaxRecords
	if limit == 0 {
		limit = 100
	}
	out := &DescribeAlarmHistoryOutput{AlarmHistoryItems: []AlarmHistoryItem{}}
	for n := range s.history {
		i := len(s.history) - 1 - n
		if in.ScanBy == "TimestampAscending" {
			i = n
		}
		h := s.history[i]
		at := h.at.Wall()
		if in.AlarmName != "" && in.AlarmName != h.alarm || in.HistoryItemType != "" && in.HistoryItemType != h.kind ||
			!in.StartDate.IsZero() && at.Before(in.StartDate) || !in.EndDate.IsZero() && at.After(in.EndDate) {
			continue
		}
		if len(out.AlarmHistoryItems) == limit {
			break
		}
		out.AlarmHistoryItems = append(out.AlarmHistoryItems, AlarmHistoryItem{h.alarm, "MetricAlarm", at, h.kind, h.brief, h.data})
	}
	return out, nil
}

// stateHistory is the data of a StateUpdate.
func stateHistory(from, to state) string {
	object := func(s state) aws.Object {
		o := aws.Object{{Name: "stateValue", Value: s.value}, {Name: "stateReason", Value: s.reason}}
		if s.data != "" {
			o = append(o, aws.Field{Name: "stateReasonData", Value: raw(s.data)})
		}
		return o
	}
	return encode(aws.Object{{Name: "version", Value: "1.0"}, {Name: "oldState", Value: object(from)}, {Name: "newState", Value: object(to)}})
}

// configurationHistory is the data of a ConfigurationUpdate: "Create",
// "Update" or "Delete" and what the alarm is like.
func configurationHistory(a *alarm, verb string) string {
	kind := map[string]string{"created": "Create", "updated": "Update", "deleted": "Delete"}[verb]
	o := aws.Object{
		{Name: "alarmName", Value: a.AlarmName}, {Name: "alarmArn", Value: a.AlarmArn}, {Name: "actionsEnabled", Value: a.ActionsEnabled},
		{Name: "threshold", Value: *a.Threshold}, {Name: "comparisonOperator", Value: a.ComparisonOperator},
		{Name: "evaluationPeriods", Value: a.EvaluationPeriods}, {Name: "treatMissingData", Value: a.rule().missing},
		{Name: "okActions", Value: a.OKActions}, {Name: "alarmActions", Value: a.AlarmActions},
		{Name: "insufficientDataActions", Value: a.InsufficientDataActions},
	}
	return encode(aws.Object{{Name: "version", Value: "1.0"}, {Name: "type", Value: kind}, {Name: verb + "Alarm", Value: o}})
}

// actionHistory is the data of an Action.
func actionHistory(a *alarm, arn, failed string) string {
	o := aws.Object{{Name: "actionState", Value: "Succeeded"}, {Name: "stateUpdateTimestamp", Value: int(a.updated.Wall().UnixMilli())},
		{Name: "notificationResource", Value: arn}, {Name: "error", Value: nil}}
	if failed != "" {
		o[0].Value, o[3].Value = "Failed", failed
	}
	return encode(o)
}

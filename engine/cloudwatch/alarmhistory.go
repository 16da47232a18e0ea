package cloudwatch

import (
	"strconv"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// historyKept bounds how many items are remembered, of all alarms together.
//
// fidelity: cloudwatch.alarm-history
const historyKept = 1000

// historyItem is something that happened to an alarm. Its number is one more than
// that of the item before it.
type historyItem struct {
	number                   int
	at                       sim.Time
	alarm, kind, brief, data string
}

// remember adds an item; the oldest makes room.
func (s *Service) remember(a *alarm, kind, brief, data string) {
	number := 1
	if n := len(s.history); n > 0 {
		number = s.history[n-1].number + 1
	}
	if len(s.history) == historyKept {
		s.history = append(s.history[:0], s.history[1:]...)
	}
	s.history = append(s.history, historyItem{number, s.k.Now(), a.AlarmName, kind, brief, data})
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
	NextToken  string
}

// DescribeAlarmHistoryOutput are the items, newest first by default.
type DescribeAlarmHistoryOutput struct {
	AlarmHistoryItems []AlarmHistoryItem `aws:"always"`
	NextToken         string
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

// describeAlarmHistory lists a page. Its token is the number of the item at which
// the next one begins, so that what happens meanwhile moves nothing.
func (s *Service) describeAlarmHistory(_ *aws.Request, in *DescribeAlarmHistoryInput) (*DescribeAlarmHistoryOutput, error) {
	from := 0
	if in.NextToken != "" {
		n, err := strconv.ParseUint(in.NextToken, 36, 31)
		if err != nil || n == 0 {
			return nil, aws.Errorf(400, "InvalidNextToken", "The next token specified is invalid.")
		}
		from = int(n)
	}
	limit := in.MaxRecords
	if limit == 0 {
		limit = 100
	}
	out := &DescribeAlarmHistoryOutput{AlarmHistoryItems: []AlarmHistoryItem{}}
	for n := range s.history {
		i, forward := len(s.history)-1-n, in.ScanBy == "TimestampAscending"
		if forward {
			i = n
		}
		h := s.history[i]
		if from > 0 && h.number != from && h.number < from == forward || !in.selects(h) {
			continue
		}
		if len(out.AlarmHistoryItems) == limit {
			out.NextToken = strconv.FormatInt(int64(h.number), 36)
			break
		}
		out.AlarmHistoryItems = append(out.AlarmHistoryItems, AlarmHistoryItem{h.alarm, "MetricAlarm", h.at.Wall(), h.kind, h.brief, h.data})
	}
	return out, nil
}

// selects tells whether an item is asked for.
func (in *DescribeAlarmHistoryInput) selects(h historyItem) bool {
	at := h.at.Wall()
	return (in.AlarmName == "" || in.AlarmName == h.alarm) && (in.HistoryItemType == "" || in.HistoryItemType == h.kind) &&
		(in.StartDate.IsZero() || !at.Before(in.StartDate)) && (in.EndDate.IsZero() || !at.After(in.EndDate))
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

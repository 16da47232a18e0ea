package cloudwatch

import (
	"encoding/json"

	"skylab/engine/aws"
	"skylab/engine/billing"
)

// SetAlarmStateInput puts an alarm into a state until its next evaluation.
//
// fidelity: cloudwatch.alarm-api
type SetAlarmStateInput struct {
	AlarmName       string `aws:"required,min=1,max=255"`
	StateValue      string `aws:"required,enum=INSUFFICIENT_DATA|ALARM|OK"`
	StateReason     string `aws:"required,max=1023"`
	StateReasonData string `aws:"max=4000"`
}

// SetAlarmStateOutput is empty.
type SetAlarmStateOutput struct{}

func (s *Service) setAlarmState(_ *aws.Request, in *SetAlarmStateInput) (*SetAlarmStateOutput, error) {
	a := s.alarms[in.AlarmName]
	if a == nil {
		return nil, aws.Errorf(404, "ResourceNotFound", "") // AWS's has no text
	}
	if in.StateReasonData != "" && !json.Valid([]byte(in.StateReasonData)) {
		return nil, aws.Errorf(400, "InvalidFormat", "StateReasonData is not valid JSON")
	}
	s.set(a, state{value: in.StateValue, reason: in.StateReason, data: in.StateReasonData})
	return &SetAlarmStateOutput{}, nil
}

// DeleteAlarmsInput names alarms; names of none are no error.
type DeleteAlarmsInput struct {
	AlarmNames []string `aws:"required,max=100"`
}

// DeleteAlarmsOutput is empty.
type DeleteAlarmsOutput struct{}

func (s *Service) deleteAlarms(_ *aws.Request, in *DeleteAlarmsInput) (*DeleteAlarmsOutput, error) {
	for _, name := range in.AlarmNames {
		if a := s.alarms[name]; a != nil {
			delete(s.alarms, name)
			s.bill.Hold(billing.Alarms, name, name, 0)
			s.remember(a, "ConfigurationUpdate", `Alarm "`+name+`" deleted`, configurationHistory(a, "deleted"))
		}
	}
	return &DeleteAlarmsOutput{}, nil
}

// AlarmActionsInput names the alarms whose actions are switched on or off.
type AlarmActionsInput struct {
	AlarmNames []string `aws:"required,max=100"`
}

// AlarmActionsOutput is empty.
type AlarmActionsOutput struct{}

func (s *Service) enableAlarmActions(_ *aws.Request, in *AlarmActionsInput) (*AlarmActionsOutput, error) {
	return s.switchActions(in, true)
}

func (s *Service) disableAlarmActions(_ *aws.Request, in *AlarmActionsInput) (*AlarmActionsOutput, error) {
	return s.switchActions(in, false)
}

func (s *Service) switchActions(in *AlarmActionsInput, on bool) (*AlarmActionsOutput, error) {
	for _, name := range in.AlarmNames {
		if a := s.alarms[name]; a != nil && a.ActionsEnabled != on {
			a.ActionsEnabled, a.changed = on, s.k.Now()
			s.remember(a, "ConfigurationUpdate", `Alarm "`+name+`" updated`, configurationHistory(a, "updated"))
		}
	}
	return &AlarmActionsOutput{}, nil
}

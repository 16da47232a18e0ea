package cloudwatch

import (
	"slices"
	"time"

	"skylab/engine/aws"
)

// CreateLogGroupInput names a new log group.
//
// fidelity: cloudwatch.log-api
type CreateLogGroupInput struct {
	LogGroupName  string `aws:"wire=logGroupName,required,min=1,max=512,pattern=[\\.\\-_/#A-Za-z0-9]+"`
	LogGroupClass string `aws:"wire=logGroupClass,enum=STANDARD|INFREQUENT_ACCESS|DELIVERY"`
}

// CreateLogGroupOutput is empty.
type CreateLogGroupOutput struct{}

func (s *Service) createLogGroup(_ *aws.Request, in *CreateLogGroupInput) (*CreateLogGroupOutput, error) {
	if s.groups[in.LogGroupName] != nil {
		return nil, aws.Errorf(400, alreadyExists, "The specified log group already exists")
	}
	if in.LogGroupClass != "" && in.LogGroupClass != "STANDARD" {
		return nil, aws.Errorf(400, invalidParameter, "skylab simulates only log groups of the class STANDARD, not %s.", in.LogGroupClass)
	}
	s.group(in.LogGroupName)
	return &CreateLogGroupOutput{}, nil
}

// LogGroupInput names a log group.
type LogGroupInput struct {
	LogGroupName string `aws:"wire=logGroupName,required,min=1,max=512,pattern=[\\.\\-_/#A-Za-z0-9]+"`
}

// EmptyOutput is the answer of operations that have nothing to say.
type EmptyOutput struct{}

func (s *Service) deleteLogGroup(_ *aws.Request, in *LogGroupInput) (*EmptyOutput, error) {
	g, err := s.find(in.LogGroupName)
	if err != nil {
		return nil, err
	}
	g.stored.Clear()
	delete(s.groups, in.LogGroupName)
	return &EmptyOutput{}, nil
}

// PutRetentionPolicyInput is for how many days a group keeps its events.
type PutRetentionPolicyInput struct {
	LogGroupName    string `aws:"wire=logGroupName,required,min=1,max=512,pattern=[\\.\\-_/#A-Za-z0-9]+"`
	RetentionInDays int    `aws:"wire=retentionInDays,required"`
}

// retentionDays are those that AWS allows (API reference, PutRetentionPolicy).
func retentionDays() []int {
	return []int{1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653}
}

func (s *Service) putRetentionPolicy(_ *aws.Request, in *PutRetentionPolicyInput) (*EmptyOutput, error) {
	if !slices.Contains(retentionDays(), in.RetentionInDays) {
		return nil, aws.Errorf(400, invalidParameter, "1 validation error detected: Value '%d' at 'retentionInDays' failed to satisfy constraint: "+
			"Member must satisfy enum value set: %v", in.RetentionInDays, commaed(retentionDays()))
	}
	g, err := s.find(in.LogGroupName)
	if err != nil {
		return nil, err
	}
	g.retain(in.RetentionInDays)
	return &EmptyOutput{}, nil
}

// retain has the group keep its events for so many days, 0 for ever.
func (g *group) retain(days int) {
	g.retention = days
	g.stored.Retain(time.Duration(days) * 24 * time.Hour)
}

func (s *Service) deleteRetentionPolicy(_ *aws.Request, in *LogGroupInput) (*EmptyOutput, error) {
	g, err := s.find(in.LogGroupName)
	if err != nil {
		return nil, err
	}
	g.retain(0)
	return &EmptyOutput{}, nil
}

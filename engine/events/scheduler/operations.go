package scheduler

import "skylab/engine/aws"

// Operations are the API of the service.
//
// fidelity: scheduler.api
func (s *Service) Operations() []aws.Operation {
	const invalidCode, notFoundCode = "ValidationException", "ResourceNotFoundException"
	unsimulated := []string{"ClientToken", "KmsKeyArn", "Target.EcsParameters", "Target.EventBridgeParameters", "Target.KinesisParameters",
		"Target.SageMakerPipelineParameters"}
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "scheduler", Name: "CreateSchedule", HTTP: "POST /schedules/{Name}",
			Doc:    "Creates a schedule with its target.",
			Errors: []string{invalidCode, "ConflictException", notFoundCode}, Unsimulated: unsimulated,
		}, s.createSchedule),
		aws.Op(aws.Operation{
			Service: "scheduler", Name: "GetSchedule", ReadOnly: true, HTTP: "GET /schedules/{Name}",
			Doc: "Retrieves a schedule.", Errors: []string{notFoundCode},
		}, s.getSchedule),
		aws.Op(aws.Operation{
			Service: "scheduler", Name: "UpdateSchedule", HTTP: "PUT /schedules/{Name}",
			Doc:    "Replaces a schedule; what is left out goes back to its default.",
			Errors: []string{invalidCode, notFoundCode}, Unsimulated: unsimulated,
		}, s.updateSchedule),
		aws.Op(aws.Operation{
			Service: "scheduler", Name: "DeleteSchedule", HTTP: "DELETE /schedules/{Name}",
			Doc: "Deletes a schedule.", Errors: []string{notFoundCode}, Unsimulated: []string{"ClientToken"},
		}, s.deleteSchedule),
		aws.Op(aws.Operation{
			Service: "scheduler", Name: "ListSchedules", ReadOnly: true, HTTP: "GET /schedules",
			Doc: "Lists the schedules of the account.", Errors: []string{notFoundCode},
		}, s.listSchedules),
	}
}

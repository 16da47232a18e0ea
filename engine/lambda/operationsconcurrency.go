package lambda

import "skylab/engine/aws"

func (s *Service) concurrencyOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "lambda", Name: "PutFunctionConcurrency", HTTP: "PUT /2017-10-31/functions/{FunctionName}/concurrency",
			Doc:    "Reserves concurrency for a function, which is also its ceiling.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValueException", "ResourceConflictException"},
		}, s.putFunctionConcurrency),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "GetFunctionConcurrency", HTTP: "GET /2019-09-30/functions/{FunctionName}/concurrency", ReadOnly: true,
			Doc:    "Returns the reserved concurrency of a function.",
			Errors: []string{"ResourceNotFoundException"},
		}, s.getFunctionConcurrency),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "DeleteFunctionConcurrency", HTTP: "DELETE /2017-10-31/functions/{FunctionName}/concurrency 204",
			Doc:    "Gives reserved concurrency back.",
			Errors: []string{"ResourceNotFoundException"},
		}, s.deleteFunctionConcurrency),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "PutProvisionedConcurrencyConfig", HTTP: "PUT /2019-09-30/functions/{FunctionName}/provisioned-concurrency 202",
			Doc:    "Keeps environments of a version or an alias initialised.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValueException", "ResourceConflictException"},
		}, s.putProvisionedConcurrencyConfig),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "GetProvisionedConcurrencyConfig", HTTP: "GET /2019-09-30/functions/{FunctionName}/provisioned-concurrency", ReadOnly: true,
			Doc:    "Returns the provisioned concurrency of a version or an alias.",
			Errors: []string{"ResourceNotFoundException", "ProvisionedConcurrencyConfigNotFoundException", "InvalidParameterValueException"},
		}, s.getProvisionedConcurrencyConfig),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "ListProvisionedConcurrencyConfigs", HTTP: "GET /2019-09-30/functions/{FunctionName}/provisioned-concurrency?List=ALL", ReadOnly: true,
			Doc:    "Lists the provisioned concurrency of a function.",
			Errors: []string{"ResourceNotFoundException"},
		}, s.listProvisionedConcurrencyConfigs),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "DeleteProvisionedConcurrencyConfig", HTTP: "DELETE /2019-09-30/functions/{FunctionName}/provisioned-concurrency 204",
			Doc:    "Ends provisioned concurrency.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValueException"},
		}, s.deleteProvisionedConcurrencyConfig),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "PutFunctionEventInvokeConfig", HTTP: "PUT /2019-09-25/functions/{FunctionName}/event-invoke-config",
			Doc:    "Sets retries, age and destinations of asynchronous events.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValueException"},
		}, s.putFunctionEventInvokeConfig),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "UpdateFunctionEventInvokeConfig", HTTP: "POST /2019-09-25/functions/{FunctionName}/event-invoke-config",
			Doc:    "Changes what is given of the handling of events.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValueException"},
		}, s.updateFunctionEventInvokeConfig),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "GetFunctionEventInvokeConfig", HTTP: "GET /2019-09-25/functions/{FunctionName}/event-invoke-config", ReadOnly: true,
			Doc:    "Returns how events are handled.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValueException"},
		}, s.getFunctionEventInvokeConfig),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "ListFunctionEventInvokeConfigs", HTTP: "GET /2019-09-25/functions/{FunctionName}/event-invoke-config/list", ReadOnly: true,
			Doc:    "Lists how events of a function and its qualifiers are handled.",
			Errors: []string{"ResourceNotFoundException"},
		}, s.listFunctionEventInvokeConfigs),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "DeleteFunctionEventInvokeConfig", HTTP: "DELETE /2019-09-25/functions/{FunctionName}/event-invoke-config 204",
			Doc:    "Deletes the handling of events.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValueException"},
		}, s.deleteFunctionEventInvokeConfig),
	}
}

package lambda

import "skylab/engine/aws"

func (s *Service) urlOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "lambda", Name: "CreateFunctionUrlConfig", HTTP: "POST /2021-10-31/functions/{FunctionName}/url 201",
			Doc:    "Gives a function an HTTPS endpoint of its own.",
			Errors: []string{"ResourceConflictException", "ResourceNotFoundException", "InvalidParameterValueException"},
		}, s.createFunctionURLConfig),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "GetFunctionUrlConfig", HTTP: "GET /2021-10-31/functions/{FunctionName}/url", ReadOnly: true,
			Doc:    "Returns the URL of a function.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValueException"},
		}, s.getFunctionURLConfig),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "UpdateFunctionUrlConfig", HTTP: "PUT /2021-10-31/functions/{FunctionName}/url",
			Doc:    "Changes the URL of a function or an alias.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValueException"},
		}, s.updateFunctionURLConfig),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "ListFunctionUrlConfigs", HTTP: "GET /2021-10-31/functions/{FunctionName}/urls", ReadOnly: true,
			Doc:    "Lists the URLs of a function and its aliases.",
			Errors: []string{"ResourceNotFoundException"},
		}, s.listFunctionURLConfigs),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "DeleteFunctionUrlConfig", HTTP: "DELETE /2021-10-31/functions/{FunctionName}/url 204",
			Doc:    "Deletes the URL of a function.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValueException"},
		}, s.deleteFunctionURLConfig),
	}
}

package lambda

import (
	"slices"

	"skylab/engine/aws"
)

// root is the place of functions in the REST API.
const root = "/2015-03-31/functions"

// Operations are the API of the service.
func (s *Service) Operations() []aws.Operation {
	return slices.Concat(s.functionOperations(), s.versionOperations(), s.concurrencyOperations(), s.layerOperations(), s.mappingOperations(), s.tagOperations(), s.invokeOperations(),
		s.permissionOperations(), s.urlOperations(), s.runtimeOperations())
}

func (s *Service) functionOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "lambda", Name: "CreateFunction", HTTP: "POST " + root + " 201",
			Doc:         "Creates a Lambda function from a deployment package and a role.",
			Errors:      []string{"InvalidParameterValueException", "ResourceConflictException", "CodeStorageExceededException", "RequestEntityTooLargeException", "AccessDeniedException"},
			Unsimulated: append([]string{"PublishTo", "Code.SourceKMSKeyArn", "Code.S3ObjectStorageMode", "CodeSigningConfigArn", "TenancyConfig"}, notSimulated...),
		}, s.createFunction),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "GetFunction", HTTP: "GET " + root + "/{FunctionName}", ReadOnly: true,
			Doc:    "Returns a function's configuration, the place of its code and its tags.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValueException"},
		}, s.getFunction),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "GetFunctionConfiguration", HTTP: "GET " + root + "/{FunctionName}/configuration", ReadOnly: true,
			Doc:    "Returns the settings of a function.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValueException"},
		}, s.getFunctionConfiguration),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "ListFunctions", HTTP: "GET " + root, ReadOnly: true,
			Doc:         "Lists the functions of the account, by name, 50 a page.",
			Unsimulated: []string{"MasterRegion"},
		}, s.listFunctions),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "UpdateFunctionCode", HTTP: "PUT " + root + "/{FunctionName}/code",
			Doc:         "Replaces the code of a function; the old code serves until the update has ended.",
			Errors:      []string{"InvalidParameterValueException", "ResourceConflictException", "ResourceNotFoundException", "PreconditionFailedException", "CodeStorageExceededException", "AccessDeniedException", "RequestEntityTooLargeException"},
			Unsimulated: []string{"PublishTo", "SourceKMSKeyArn", "S3ObjectStorageMode"},
		}, s.updateFunctionCode),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "UpdateFunctionConfiguration", HTTP: "PUT " + root + "/{FunctionName}/configuration",
			Doc:         "Changes the settings of a function; what is not given stays as it is.",
			Errors:      []string{"InvalidParameterValueException", "ResourceConflictException", "ResourceNotFoundException", "PreconditionFailedException"},
			Unsimulated: notSimulated,
		}, s.updateFunctionConfiguration),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "DeleteFunction", HTTP: "DELETE " + root + "/{FunctionName}",
			Doc:    "Deletes a function.",
			Errors: []string{"InvalidParameterValueException", "ResourceNotFoundException", "ResourceConflictException"},
		}, s.deleteFunction),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "GetAccountSettings", HTTP: "GET /2016-08-19/account-settings", ReadOnly: true,
			Doc: "Returns the account's limits and their use in the Region.",
		}, s.getAccountSettings),
	}
}

func (s *Service) invokeOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "lambda", Name: "Invoke", HTTP: "POST " + root + "/{FunctionName}/invocations",
			Doc: "Invokes a function: waiting for its result, as an event, or as a dry run.",
			Errors: []string{"ResourceNotFoundException", "InvalidRequestContentException", "RequestTooLargeException", "TooManyRequestsException", "ResourceConflictException",
				"SnapStartNotReadyException", "CodeArtifactUserPendingException", "AccessDeniedException", "InvalidParameterValueException", "RecursiveInvocationException"},
			Unsimulated: []string{"ClientContext", "DurableExecutionName", "TenantId"},
		}, s.invoke),
	}
}

func (s *Service) permissionOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "lambda", Name: "AddPermission", HTTP: "POST " + root + "/{FunctionName}/policy 201",
			Doc:         "Lets a service, an account or everybody invoke a function.",
			Errors:      []string{"InvalidParameterValueException", "ResourceConflictException", "ResourceNotFoundException", "PolicyLengthExceededException", "PreconditionFailedException"},
			Unsimulated: []string{"EventSourceToken", "PrincipalOrgID"},
		}, s.addPermission),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "RemovePermission", HTTP: "DELETE " + root + "/{FunctionName}/policy/{StatementId} 204",
			Doc:    "Takes a permission back.",
			Errors: []string{"ResourceNotFoundException", "PreconditionFailedException", "InvalidParameterValueException"},
		}, s.removePermission),
		aws.Op(aws.Operation{
			Service: "lambda", Name: "GetPolicy", HTTP: "GET " + root + "/{FunctionName}/policy", ReadOnly: true,
			Doc:    "Returns the resource-based policy of a function.",
			Errors: []string{"ResourceNotFoundException", "InvalidParameterValueException"},
		}, s.getPolicy),
	}
}

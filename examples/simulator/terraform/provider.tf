# Nothing here can reach AWS: every service that the configuration uses has the simulator as its endpoint.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "simulator" {
  description = "Where the simulator listens."
  type        = string
  default     = "http://127.0.0.1:4599"
}

provider "aws" {
  region     = "us-east-1"
  access_key = "any"
  secret_key = "any"

  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true

  endpoints {
    ecs            = var.simulator
    appautoscaling = var.simulator
    cloudwatch     = var.simulator
    elbv2          = var.simulator
    sts            = var.simulator
  }
}

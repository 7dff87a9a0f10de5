"""Google's OAuth 2.0 as clients of YouTube meet it: the consent page, tokens, devices without a keyboard.

Requests cost no quota and stand in no journal. Everything ends by the sandbox's time. There are no ID tokens.
"""

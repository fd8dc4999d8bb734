// Made by `npm run api-types` from the API's own description; do not edit.
export interface paths {
    "/v1/auth/sign-up/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign up with e-mail address and password
         * @description Answers the same whether or not the address is known already. Sign in next.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignUp"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ok"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-in/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with e-mail address and password
         * @description Sets the session cookie. An unknown address and a wrong password get the same answer.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignIn"];
                };
            };
            responses: {
                /** @description Signed in */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/request-password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a link to choose a new password
         * @description Answers the same for an unknown address. The sandbox shows the link at /sandbox/outbox; elsewhere no e-mail is sent yet.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RequestPasswordReset"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ok"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose a new password
         * @description Ends every session of the person.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ResetPassword"];
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ok"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                /** @description Done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ok"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/passkey/generate-register-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Begin to register a passkey */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Options for the browser */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebAuthnResponse"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/passkey/verify-registration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register a passkey
         * @description A first passkey needs a session younger than 10 minutes (in the sandbox a fresh second factor serves too), another one a fresh second factor.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        response: components["schemas"]["WebAuthnResponse"];
                    };
                };
            };
            responses: {
                /** @description Registered */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ok"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/passkey/generate-authenticate-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Begin to use a passkey */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Options for the browser */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebAuthnResponse"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/passkey/verify-authentication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with a passkey */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        response: components["schemas"]["WebAuthnResponse"];
                    };
                };
            };
            responses: {
                /** @description Signed in */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/passkey/list-user-passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your passkeys */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Passkeys */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Passkey"][];
                        };
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/passkey/delete-passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete one of your passkeys
         * @description Needs a fresh second factor.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            responses: {
                /** @description Deleted */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ok"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show who is signed in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The signed-in person */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your sessions */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Open sessions, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Session"][];
                        };
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke one of your sessions
         * @description It is refused from then on, and its live sockets are cut.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Revoked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ok"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change your password
         * @description Needs the current one. Ends every other session of yours; this one stays.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChangePassword"];
                };
            };
            responses: {
                /** @description Changed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ok"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prove your second factor again
         * @description Valid for 5 minutes in this session. Outside the sandbox only a passkey serves.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StepUp"];
                };
            };
            responses: {
                /** @description Proved */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StepUpAnswer"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your organizations */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Your organizations, oldest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Organization"][];
                            next_cursor: null;
                        };
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Make an organization
         * @description You become its first owner.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateOrganization"];
                };
            };
            responses: {
                /** @description The new organization */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Organization"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show one of your organizations */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The organization */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Organization"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the members */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Members */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Member"][];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a member, or leave */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Removed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ok"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change a member's role */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChangeMember"];
                };
            };
            responses: {
                /** @description The member */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Member"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/role-bindings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the role bindings */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Role bindings */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["RoleBinding"][];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation
         * @description Works once, within 7 days, for the address that was invited.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AcceptInvitation"];
                };
            };
            responses: {
                /** @description The organization that you joined */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Organization"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the invitations */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Invitations, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Invitation"][];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Invite somebody into a role */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateInvitation"];
                };
            };
            responses: {
                /** @description The invitation; its link is shown here only */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CreatedInvitation"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an invitation back */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Taken back */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ok"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/environments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the environments */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Environments, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Environment"][];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Make an environment */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateEnvironment"];
                };
            };
            responses: {
                /** @description The environment */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Environment"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/environments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an environment */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The environment */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Environment"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the clusters */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    environment_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Clusters, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Cluster"][];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add a cluster
         * @description Answers its id and an enrolment token, which is shown here only.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreateCluster"];
                };
            };
            responses: {
                /** @description The cluster and its token */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CreatedCluster"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a cluster */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The cluster and its connection */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClusterDetail"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Remove a cluster
         * @description Its connector is refused for good; open plans up to approved are cancelled, later ones need a person.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Removed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ok"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{id}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new enrolment token
         * @description To enrol again under the same id. The old key is then refused for sessions and kept for old documents.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The token */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EnrollmentToken"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm the uid of a cluster
         * @description Until then the connector may only send heartbeats.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ConfirmCluster"];
                };
            };
            responses: {
                /** @description The cluster */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Cluster"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a cluster
         * @description As removing, but it stays in the list.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Revoked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Ok"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{id}/install": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the commands and values files for Helm */
        get: {
            parameters: {
                query: {
                    mode?: "observe" | "verify" | "apply";
                    /** @description Where the connector runs */
                    namespace?: string;
                    release?: string;
                    target_namespace: string;
                    /** @description Name of the Deployment */
                    target_name: string;
                    /** @description Container whose log carries the telemetry; default: the name of the Deployment */
                    container?: string;
                    /** @description Its published version is mounted; the bounds of the guard come from it */
                    passport_id: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Steps in their order */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Install"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/enroll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enrol a connector
         * @description For connectors. The same token with the same key within the hour gets the same answer.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                        public_key: string;
                        cluster_uid: string;
                        chart_version: string;
                        /** @enum {string} */
                        mode: "observe" | "verify" | "apply";
                    };
                };
            };
            responses: {
                /** @description Enrolled */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            cluster_id: string;
                            tenant_id: string;
                            environment_id: string;
                            endpoints: {
                                /** Format: uri */
                                connect_url: string;
                            };
                        };
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rotate-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the key of a connector
         * @description For connectors. The document is signed by the key in use and by the new one; nothing else proves who asks. The old key is then refused for sessions and kept for old documents.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        document: {
                            payloadType: string;
                            payload: string;
                            signatures: {
                                keyid: string;
                                sig: string;
                            }[];
                        };
                    };
                };
            };
            responses: {
                /** @description The key in use from now on */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            cluster_id: string;
                            key_id: string;
                        };
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clusters/{id}/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read aggregated series of the workloads */
        get: {
            parameters: {
                query?: {
                    workload?: string;
                    /** @description fine: 10 s, kept 24 h; coarse: 5 min, kept 30 days */
                    bucket?: "fine" | "coarse";
                    /** @description Default: an hour before the end */
                    from_ms?: number | null;
                    /** @description Default: now */
                    to_ms?: number | null;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Buckets per workload, ascending */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Series"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/passport-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the templates */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Templates */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["PassportTemplate"][];
                        };
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/passports/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Validate a passport
         * @description Answers every problem with its path; nothing is stored.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ValidatePassport"];
                };
            };
            responses: {
                /** @description Problems, in validation order */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PassportValidation"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/passports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the passports */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    environment_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Passports, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Passport"][];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Make a passport of an environment */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CreatePassport"];
                };
            };
            responses: {
                /** @description The passport with its first version */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PassportDetail"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/passports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a passport with its versions */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The passport */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PassportDetail"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/passports/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a version */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AddPassportVersion"];
                };
            };
            responses: {
                /** @description The version */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PassportVersion"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/passports/{id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compare two versions */
        get: {
            parameters: {
                query: {
                    from: number;
                    to: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Differences */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PassportDiff"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/passports/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a version
         * @description A version with gate apply on needs a fresh second factor. Clusters get it by Helm values or GitOps only.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PublishPassport"];
                };
            };
            responses: {
                /** @description The passport */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Passport"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/passports/{id}/helm-values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the published version as Helm values */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Values files */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PassportHelmValues"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List plans */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    cluster_id?: string;
                    environment_id?: string;
                    /** @description One state, or several with commas */
                    state?: string;
                    /** @description Part of namespace/name */
                    target?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Plans, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Plan"][];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a plan with its documents, gates and effect */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The plan */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanDetail"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve one effect of a plan
         * @description Needs a step-up within the last 5 minutes. Names the effect that you looked at; another current one is refused with `effect_changed`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ApprovePlan"];
                };
            };
            responses: {
                /** @description The plan */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanDetail"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reject a verified plan */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PlanReason"];
                };
            };
            responses: {
                /** @description The plan */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanDetail"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a plan
         * @description Certain until the plan was dispatched; afterwards a request that the connector may come too late for.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PlanReason"];
                };
            };
            responses: {
                /** @description The plan */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanDetail"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Settle a plan that needs a person
         * @description Needs a step-up within the last 5 minutes.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ResolvePlan"];
                };
            };
            responses: {
                /** @description The plan */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlanDetail"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/kill-switches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the kill switches */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Those that are on, then the others; each last moved first, at most 200 */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["KillSwitch"][];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Stop everything, or lift a stop
         * @description Stops one workload, one cluster or the organization. Lifting needs a step-up within the last 5 minutes; nothing that was stopped resumes.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SetKillSwitch"];
                };
            };
            responses: {
                /** @description The switch as it stands now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KillSwitch"];
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the audit log
         * @description Newest first. `seq` counts from 1 without gaps; nothing is ever changed or taken out.
         */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    action?: "organization.created" | "member.joined" | "member.role_changed" | "member.removed" | "invitation.created" | "invitation.revoked" | "environment.created" | "cluster.created" | "cluster.token_created" | "cluster.enrolled" | "cluster.key_rotated" | "cluster.confirmed" | "cluster.revoked" | "cluster.removed" | "passport.created" | "passport.version_added" | "passport.published" | "plan.proposed" | "plan.transition" | "plan.divergence" | "plan.approved" | "plan.rejected" | "plan.cancelled" | "plan.cancel_requested" | "plan.expired" | "plan.resolved" | "plan.receipt" | "kill.engaged" | "kill.lifted" | "kill.reported" | "license.added" | "connector.duplicate_identity" | "connector.state_diverged" | "connector.document_refused";
                    subject_type?: string;
                    subject_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Events */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["AuditEvent"][];
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description Refused; the code says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Ok: {
            /** @enum {boolean} */
            ok: true;
        };
        Error: {
            error: {
                /** @enum {string} */
                code: "already_exists" | "approval_by_author" | "approval_level_local" | "certificate_untrusted" | "clock_skew" | "cluster_not_confirmed" | "cluster_refused" | "cluster_uid_mismatch" | "cluster_unreachable" | "configuration_invalid" | "conflict" | "connect_header_invalid" | "database_unavailable" | "document_invalid" | "document_rollback" | "duplicate_identity" | "effect_changed" | "email_unavailable" | "forbidden" | "frame_invalid" | "idempotency_answer_lost" | "idempotency_conflict" | "idempotency_in_progress" | "idempotency_key_required" | "internal_error" | "invalid_credentials" | "invalid_cursor" | "invalid_input" | "invalid_json" | "invalid_request" | "invitation_expired" | "invitation_used" | "key_expired" | "key_invalid" | "key_low_order" | "key_purpose_mismatch" | "key_unknown" | "kill_epoch_too_low" | "last_owner" | "memory_low" | "method_not_allowed" | "misconfigured" | "mode_observe" | "mode_verify" | "nonce_used" | "not_found" | "not_ready" | "organization_required" | "origin_refused" | "passport_in_use" | "passport_invalid" | "payload_not_canonical" | "payload_too_large" | "payload_type_mismatch" | "plan_not_verified" | "plan_state_conflict" | "port_in_use" | "program_failed" | "protocol_too_old" | "proxy_unreachable" | "rate_limited" | "rotation_refused" | "signature_duplicate" | "signature_invalid" | "signature_threshold_not_met" | "step_up_required" | "timeout" | "token_expired" | "token_invalid" | "token_used" | "unauthenticated" | "unsupported_media_type" | "unsupported_platform" | "upgrade_required" | "upstream_unavailable";
                message: string;
                hint: string;
                docs_url: string;
                request_id: string;
            };
        };
        SignUp: {
            name: string;
            /**
             * Format: email
             * @example person@example.com
             */
            email: string;
            password: string;
        };
        SignedIn: {
            user: components["schemas"]["User"];
        };
        User: {
            id: string;
            name: string;
            email: string;
        };
        SignIn: {
            /**
             * Format: email
             * @example person@example.com
             */
            email: string;
            password: string;
        };
        RequestPasswordReset: {
            /**
             * Format: email
             * @example person@example.com
             */
            email: string;
        };
        ResetPassword: {
            token: string;
            new_password: string;
        };
        WebAuthnResponse: {
            [key: string]: unknown;
        };
        Passkey: {
            id: string;
            name: string | null;
            created_at: string | null;
        };
        Me: {
            user: components["schemas"]["User"];
            session: {
                id: string;
                expires_at: string;
            };
            organizations: {
                id: string;
                name: string;
                role: components["schemas"]["Role"];
            }[];
            /** @description Until when the last second factor serves */
            step_up_until: string | null;
            /** @description What serves as a second factor here */
            step_up_methods: ("passkey" | "password")[];
            has_passkey: boolean;
        };
        /** @enum {string} */
        Role: "owner" | "admin" | "approver" | "viewer";
        Session: {
            id: string;
            current: boolean;
            created_at: string;
            expires_at: string;
            address: string | null;
            user_agent: string | null;
        };
        ChangePassword: {
            current_password: string;
            new_password: string;
        };
        StepUpAnswer: {
            /** @enum {string} */
            method: "passkey" | "password";
            valid_until: string;
        };
        StepUp: {
            /** @enum {string} */
            method: "passkey";
            response: components["schemas"]["WebAuthnResponse"];
        } | {
            /** @enum {string} */
            method: "password";
            password: string;
        };
        Organization: {
            id: string;
            name: string;
            role: components["schemas"]["Role"];
            created_at: string;
        };
        CreateOrganization: {
            name: string;
        };
        Member: {
            /** @description Id of the user */
            id: string;
            name: string;
            email: string;
            role: components["schemas"]["Role"];
            joined_at: string;
        };
        ChangeMember: {
            role: components["schemas"]["Role"];
        };
        RoleBinding: {
            id: string;
            principal: {
                /** @enum {string} */
                type: "user";
                id: string;
            };
            role: components["schemas"]["Role"];
            scope: {
                /** @enum {string} */
                type: "organization";
                id: string;
            };
            created_at: string;
        };
        AcceptInvitation: {
            token: string;
        };
        CreatedInvitation: components["schemas"]["Invitation"] & {
            /** @description To pass on; null in the sandbox, where the e-mail at /sandbox/outbox holds it */
            link: string | null;
        };
        Invitation: {
            id: string;
            email: string;
            role: components["schemas"]["Role"];
            /** @enum {string} */
            state: "pending" | "accepted" | "revoked" | "expired";
            expires_at: string;
            created_at: string;
        };
        CreateInvitation: {
            /** Format: email */
            email: string;
            role: components["schemas"]["Role"];
        };
        Environment: {
            id: string;
            /** @enum {string} */
            kind: "prod" | "staging" | "r&d";
            name: string;
            created_at: string;
        };
        CreateEnvironment: {
            /** @enum {string} */
            kind: "prod" | "staging" | "r&d";
            /** @example prod */
            name: string;
        };
        CreatedCluster: components["schemas"]["Cluster"] & {
            /** @description Shown once; one use, one hour */
            token: string;
            expires_at: string;
        };
        Presence: {
            /** @enum {string} */
            state: "connected" | "late" | "lost" | "refused" | "never_connected" | "awaiting_confirmation";
            cause: string | null;
            last_seen_at: string | null;
            /** @description When this was seen. One cluster: now. A list: when it last changed; a connector that died without a word shows within 6 min */
            observed_at: string | null;
        };
        Cluster: {
            id: string;
            environment_id: string;
            name: string;
            /** @enum {string} */
            state: "pending" | "awaiting_confirmation" | "active" | "revoked";
            /** @enum {string|null} */
            mode: "observe" | "verify" | "apply" | null;
            chart_version: string | null;
            /** @description Uid of namespace kube-system, as the connector reports it */
            cluster_uid: string | null;
            confirmed_uid: string | null;
            key_id: string | null;
            /** @description Base64 of the connector's raw key, to check what it signed */
            public_key: string | null;
            created_at: string;
            enrolled_at: string | null;
            confirmed_at: string | null;
            presence: components["schemas"]["Presence"];
        };
        CreateCluster: {
            environment_id: string;
            /** @example training-eu-1 */
            name: string;
        };
        ClusterDetail: components["schemas"]["Cluster"] & {
            connection: components["schemas"]["Connection"];
        };
        /** @description Null before enrolment, and while it cannot be asked */
        Connection: {
            connected_since: string | null;
            /** @description Two connectors with this identity answered, and nobody has settled it */
            duplicate_identity: boolean;
            /** @description Over the life of the cluster */
            counters: {
                wakes?: number;
                connections?: number;
                frames_durable?: number;
                frames_duplicate?: number;
                frames_gap?: number;
                frames_unknown?: number;
                frames_refused?: number;
                frames_oversized?: number;
                frames_parked?: number;
                connections_refused?: number;
                digest_mismatches?: number;
                documents_refused?: number;
                divergences?: number;
                projection_failures?: number;
            };
            queues: {
                inbox_waiting: number;
                inbox_parked: number;
                outbox_unacknowledged: number;
            };
            /** @description Frames that could not be recorded; kept, and tried again */
            parked: {
                type: string;
                reason: string;
                received_at: string;
                attempts: number;
            }[];
            parked_retry_at: string | null;
        } | null;
        EnrollmentToken: {
            /** @description Shown once; one use, one hour */
            token: string;
            expires_at: string;
        };
        ConfirmCluster: {
            cluster_uid: string;
        };
        Install: {
            steps: components["schemas"]["InstallStep"][];
            /** @description Text in the values to replace by the enrolment token */
            token_placeholder: string;
            notes: string[];
        };
        InstallStep: {
            /** @description Whose rights the command needs */
            who: string;
            /** @description What it makes possible in the cluster, in words */
            grants: string;
            command: string;
            /** @description To review and save beside where the command runs */
            files: components["schemas"]["File"][];
        };
        File: {
            name: string;
            content: string;
        };
        Series: {
            workloads: {
                workload: string;
                bucket_ms: number;
                /** @description Now, as last reported: followed, and matching beyond the limit */
                pods: {
                    followed: number;
                    not_observed: number;
                } | null;
                buckets: {
                    start_ms: number;
                    count: number;
                    step_time_ms: {
                        median: number | null;
                        p95: number | null;
                        min: number | null;
                        max: number | null;
                    };
                    loss_mean: number | null;
                    throughput_mean: number | null;
                    gpu_util_pct_mean: number | null;
                    gpu_mem_util_pct_mean: number | null;
                    effective_knobs: {
                        [key: string]: {
                            value: number;
                            applied_step: number | null;
                        };
                    };
                }[];
            }[];
        };
        PassportTemplate: {
            name: string;
            description: string;
            document: {
                /** @enum {string} */
                schema_version: "passport.v0";
                name: string;
                description: string;
                allowed_chords: ("NORMAL-HOLD" | "DRIFT-RETUNE" | "BURST-ABSORB" | "INPUT-STRAGGLER" | "RECOVER" | "RELOCK")[];
                allowed_actuators: {
                    hot: string[];
                    cold: string[];
                };
                limits: {
                    cooldown_s: number;
                    max_delta_per_step: number;
                    relock_stable_intervals: number;
                    knob_limits?: {
                        [key: string]: {
                            min: number;
                            max: number;
                        };
                    };
                    freeze_windows?: {
                        start: string;
                        end: string;
                        reason?: string;
                    }[];
                };
                invariants: string[];
                cooldowns: {
                    [key: string]: unknown;
                };
                gates: {
                    [key: string]: unknown;
                };
            };
        };
        PassportValidation: {
            ok: boolean;
            problems: {
                path: string;
                message: string;
            }[];
        };
        ValidatePassport: {
            text?: string;
            /** @description A passport.v0 document */
            document?: {
                [key: string]: unknown;
            };
        };
        PassportDetail: components["schemas"]["Passport"] & {
            versions: components["schemas"]["PassportVersion"][];
        };
        PassportVersion: {
            version: number;
            digest: string;
            note: string | null;
            created_by: string;
            created_at: string;
            document: {
                /** @enum {string} */
                schema_version: "passport.v0";
                name: string;
                description: string;
                allowed_chords: ("NORMAL-HOLD" | "DRIFT-RETUNE" | "BURST-ABSORB" | "INPUT-STRAGGLER" | "RECOVER" | "RELOCK")[];
                allowed_actuators: {
                    hot: string[];
                    cold: string[];
                };
                limits: {
                    cooldown_s: number;
                    max_delta_per_step: number;
                    relock_stable_intervals: number;
                    knob_limits?: {
                        [key: string]: {
                            min: number;
                            max: number;
                        };
                    };
                    freeze_windows?: {
                        start: string;
                        end: string;
                        reason?: string;
                    }[];
                };
                invariants: string[];
                cooldowns: {
                    [key: string]: unknown;
                };
                gates: {
                    [key: string]: unknown;
                };
            };
        };
        Passport: {
            id: string;
            environment_id: string;
            name: string;
            latest_version: number;
            published_version: number | null;
            published_at: string | null;
            /** @description Id of the member who published */
            published_by: string | null;
            created_at: string;
        };
        CreatePassport: {
            environment_id: string;
            template?: string;
            /** @description A passport.v0 document */
            document?: {
                [key: string]: unknown;
            };
            /** @description In place of the document's name */
            name?: string;
        };
        AddPassportVersion: {
            /** @description A passport.v0 document */
            document: {
                [key: string]: unknown;
            };
            base_version?: number;
            note?: string;
        };
        PassportDiff: {
            from: number;
            to: number;
            differences: {
                path: string;
                before?: unknown;
                after?: unknown;
                /** @enum {string} */
                effect: "loosens" | "tightens" | "neutral";
            }[];
        };
        PublishPassport: {
            version: number;
        };
        PassportHelmValues: {
            version: number;
            /** @description What the connector reports once it mounts this version */
            digest: string;
            /** @description What targets[].passport names */
            key: string;
            files: components["schemas"]["File"][];
        };
        Plan: {
            id: string;
            cluster_id: string;
            environment_id: string;
            /** @enum {string} */
            kind: "apply" | "rollback";
            /** @enum {string} */
            state: "proposed" | "verifying" | "verified" | "approved" | "dispatched" | "applying" | "checking" | "rolling_back" | "unknown" | "needs_person" | "confirmed" | "inconclusive" | "rolled_back" | "blocked" | "conflict" | "verify_failed" | "diff_unstable" | "rejected" | "cancelled" | "expired" | "superseded" | "halted_partial" | "rollback_conflict";
            revision: number;
            reason: string | null;
            plan_digest: string;
            effect_digest: string | null;
            target: {
                kind: string;
                namespace: string;
                name: string;
                uid: string;
            };
            changes: ({
                knob: string;
                from: number | null;
                to: number | null;
                /** @enum {string} */
                temperature: "hot" | "cold";
                chord: string;
                reason: string;
            } & {
                [key: string]: unknown;
            })[];
            created_at: string;
            expires_at: string;
            updated_at: string;
            verified_at: string | null;
            dispatched_at: string | null;
            cancel_requested_at: string | null;
        };
        PlanDetail: components["schemas"]["Plan"] & {
            effect: {
                [key: string]: unknown;
            } | null;
            gates: ({
                /** @enum {string} */
                gate: "mode" | "kill_switch" | "license" | "verify" | "passport" | "approval" | "second_lock";
                ok: boolean;
                reason: string | null;
            } & {
                [key: string]: unknown;
            })[];
            events: {
                n: number;
                revision: number;
                /** @enum {string|null} */
                from: "proposed" | "verifying" | "verified" | "approved" | "dispatched" | "applying" | "checking" | "rolling_back" | "unknown" | "needs_person" | "confirmed" | "inconclusive" | "rolled_back" | "blocked" | "conflict" | "verify_failed" | "diff_unstable" | "rejected" | "cancelled" | "expired" | "superseded" | "halted_partial" | "rollback_conflict" | null;
                /** @enum {string} */
                to: "proposed" | "verifying" | "verified" | "approved" | "dispatched" | "applying" | "checking" | "rolling_back" | "unknown" | "needs_person" | "confirmed" | "inconclusive" | "rolled_back" | "blocked" | "conflict" | "verify_failed" | "diff_unstable" | "rejected" | "cancelled" | "expired" | "superseded" | "halted_partial" | "rollback_conflict";
                reason: string | null;
                actor: {
                    /** @enum {string} */
                    type: "user";
                    user_id: string;
                    session_id: string;
                } | {
                    /** @enum {string} */
                    type: "connector";
                    cluster_id: string;
                    key_id: string;
                } | {
                    /** @enum {string} */
                    type: "system";
                    /** @enum {string} */
                    name: "cron" | "gateway" | "sandbox";
                };
                at: string;
                recorded_at: string;
                divergence: boolean;
            }[];
            documents: {
                /** @enum {string} */
                kind: "plan" | "verify_report" | "approval" | "receipt" | "resolution";
                digest: string;
                recorded_at: string;
                payload: {
                    [key: string]: unknown;
                };
                envelope: {
                    payloadType: string;
                    payload: string;
                    signatures: {
                        keyid: string;
                        sig: string;
                    }[];
                };
            }[];
        };
        ApprovePlan: {
            effect_digest: string;
        };
        PlanReason: {
            reason: string;
        };
        ResolvePlan: {
            /** @enum {string} */
            terminal: "rolled_back" | "halted_partial" | "confirmed";
            note: string;
        };
        KillSwitch: {
            /** @enum {string} */
            scope_type: "workload" | "cluster" | "organization";
            /** @description Id of the organization or cluster; for a workload `<cluster id>/<namespace>/<name>` */
            scope_id: string;
            active: boolean;
            reason: string;
            changed_at: string;
            changed_by: string;
            clusters?: {
                reached: string[];
                pending: string[];
            };
            stopped: {
                plan_id: string;
                state: string;
            }[];
            history: {
                at: string;
                active: boolean;
                reason: string;
                changed_by: string;
            }[];
        };
        SetKillSwitch: {
            /** @enum {string} */
            scope_type: "workload" | "cluster" | "organization";
            /** @description Id of the organization or cluster; for a workload `<cluster id>/<namespace>/<name>` */
            scope_id: string;
            active: boolean;
            reason: string;
        };
        AuditEvent: {
            seq: number;
            at: string;
            action: string;
            actor: {
                /** @enum {string} */
                type: "user";
                user_id: string;
                session_id: string;
            } | {
                /** @enum {string} */
                type: "connector";
                cluster_id: string;
                key_id: string;
            } | {
                /** @enum {string} */
                type: "system";
                /** @enum {string} */
                name: "cron" | "gateway" | "sandbox";
            };
            subject: {
                type: string;
                id: string;
            };
            detail: {
                [key: string]: unknown;
            };
            request_id: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
